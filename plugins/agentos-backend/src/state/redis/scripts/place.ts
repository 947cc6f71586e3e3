import { Script } from '../Script';

/** Where the log stands; null before the store was seeded. `oldest` = first version that can be read. @internal */
export type PlaceReply = [epoch: string, version: string, last: string, oldest: string] | null;

/**
 * KEYS: meta, log.
 * @internal
 */
export const PLACE = new Script<PlaceReply>(`
local epoch, version, last = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'version', 'last'))
if not epoch then return false end
local oldest = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
return {epoch, version, last, oldest and string.match(oldest[1], '%d+') or string.format('%.0f', version + 1)}
`);
