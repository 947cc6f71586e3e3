import { Script } from '../Script';

/**
 * KEYS: inbox. ARGV: letter, letters that may wait. Answers 0 when there is no room.
 * @internal
 */
export const SEND = new Script<number>(`
if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('XADD', KEYS[1], '*', 'letter', ARGV[1])
return 1
`);

/**
 * KEYS: inbox. Answers the id of the last letter ever written, also when it was trimmed.
 * @internal
 */
export const LAST_LETTER = new Script<string>(`
if redis.call('EXISTS', KEYS[1]) == 0 then return '0-0' end
local info = redis.call('XINFO', 'STREAM', KEYS[1])
for at = 1, #info, 2 do
  if info[at] == 'last-generated-id' then return info[at + 1] end
end
`);
