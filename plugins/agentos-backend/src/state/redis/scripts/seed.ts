import { Script } from '../Script';
import { LOAD_ALL, type LoadReply } from './load';
import { APPLY_SECTIONS, HEAD } from './sections';

/** The holder of the lease when it is another one (empty = nobody). @internal */
export type SeedReply = ['ok', LoadReply] | ['lease', string];

/**
 * Fills a store that has no epoch, or any when it is to begin anew.
 * ARGV: prefix, lease, new epoch, `anew` or empty, sections.
 * @internal
 */
export const SEED = new Script<SeedReply>(`${HEAD}${APPLY_SECTIONS}${LOAD_ALL}
local held = redis.call('GET', lease)
if held ~= ARGV[2] then return {'lease', held or ''} end
if ARGV[4] == 'anew' or not redis.call('HGET', meta, 'epoch') then
  local old = redis.call('HKEYS', sections)
  redis.call('HSET', meta, 'epoch', ARGV[3], 'version', 1, 'last', '', 'bytes', 0)
  redis.call('DEL', log, sections)
  for _, name in ipairs(old) do redis.call('DEL', rowsOf(name), proofsOf(name)) end
  applySections(5, 1)
end
return {'ok', loadAll()}
`);
