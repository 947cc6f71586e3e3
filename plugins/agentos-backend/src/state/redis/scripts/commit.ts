import { Script } from '../Script';
import { APPLY_SECTIONS, HEAD } from './sections';

/**
 * `lease`, `epoch`, `version`: what differed, and what the store holds instead (empty = nothing).
 * @internal
 */
export type CommitReply = [outcome: 'ok' | 'lease' | 'epoch' | 'version', value: string];

/**
 * Appends a commit and applies it, or writes nothing.
 * ARGV: prefix, lease, epoch, last version, next version, id, record, position in the inbox (or empty), first id to keep in the inbox,
 * commits and bytes that the log may hold, sections.
 * @internal
 */
export const COMMIT = new Script<CommitReply>(`${HEAD}${APPLY_SECTIONS}
local held = redis.call('GET', lease)
if held ~= ARGV[2] then return {'lease', held or ''} end
local epoch, version, last, bytes = unpack(redis.call('HMGET', meta, 'epoch', 'version', 'last', 'bytes'))
if last == ARGV[6] then return {'ok', version} end
if epoch ~= ARGV[3] then return {'epoch', epoch or ''} end
if version ~= ARGV[4] then return {'version', version} end

-- The record comes first. Lua has no rollback, but a Redis without memory refuses a script at its first write, and only there.
redis.call('XADD', log, ARGV[5] .. '-0', 'epoch', epoch, 'after', last, 'record', ARGV[7])
bytes = bytes + #ARGV[7]
local count = redis.call('XLEN', log)
while count > 1 and (count > tonumber(ARGV[10]) or bytes > tonumber(ARGV[11])) do
  local oldest = redis.call('XRANGE', log, '-', '+', 'COUNT', 1)[1]
  redis.call('XDEL', log, oldest[1])
  bytes = bytes - #oldest[2][6]
  count = count - 1
end
redis.call('HSET', meta, 'version', ARGV[5], 'last', ARGV[6], 'bytes', bytes)
if ARGV[8] ~= '' then
  redis.call('HSET', meta, 'inbox', ARGV[8])
  redis.call('XTRIM', inbox, 'MINID', ARGV[9])
end
applySections(12, ARGV[5])
return {'ok', ARGV[5]}
`);
