import { Script } from '../Script';

/**
 * KEYS: lease. ARGV: value, ms. Answers the value that holds it now.
 * @internal
 */
export const ACQUIRE = new Script<string>(`
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return ARGV[1] end
return redis.call('GET', KEYS[1])
`);

/**
 * KEYS: lease. ARGV: value, ms. Answers 1 when it is held.
 * @internal
 */
export const RENEW = new Script<number>(`
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`);

/**
 * KEYS: lease. ARGV: value.
 * @internal
 */
export const RELEASE = new Script<number>(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`);
