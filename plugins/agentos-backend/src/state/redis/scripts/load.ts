import { Script } from '../Script';
import { HEAD } from './sections';

/** Rows as JSON texts; proofs as source and `<ms of Redis> <JSON>` by turns. @internal */
export type SectionReply = [name: string, version: string, rows: string[], proofs: string[]];

/** Null before the store was seeded; `now` in ms of Redis. @internal */
export type LoadReply =
  [epoch: string, version: string, inbox: string | null, now: string, sections: SectionReply[]] | null;

/**
 * Defines `loadAll()`: everything, as of one version.
 * @internal
 */
export const LOAD_ALL = `
local function loadAll()
  local epoch, version, position = unpack(redis.call('HMGET', meta, 'epoch', 'version', 'inbox'))
  if not epoch then return false end
  local found = {}
  local versions = redis.call('HGETALL', sections)
  for at = 1, #versions, 2 do
    local name = versions[at]
    local rows, proofs = redis.call('HVALS', rowsOf(name)), redis.call('HGETALL', proofsOf(name))
    found[#found + 1] = {name, versions[at + 1], rows, proofs}
  end
  return {epoch, version, position, now(), found}
end
`;

/**
 * ARGV: prefix.
 * @internal
 */
export const LOAD = new Script<LoadReply>(`${HEAD}${LOAD_ALL}
return loadAll()
`);
