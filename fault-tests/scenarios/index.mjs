import { diskFull } from './database.mjs';
import { leaderKilled, leaderLate, leaderPaused } from './leader.mjs';
import { clockSkew, postgresDown, postgresRestored } from './machines.mjs';
import { redisCut, redisDown, redisFlushed, redisSlow } from './redis.mjs';
import { halfOpen, stalled, storm } from './sockets.mjs';
import { burst, feedFaults, lateCollect, sourceDead, sourceGarbage, sourceHung } from './source.mjs';
import { logLeft, windowLeft } from './window.mjs';
import { followerWrites, killedInOperation, pausedInOperation } from './writes.mjs';

/** Every scenario, in the order in which they run. */
export const SCENARIOS = [
  followerWrites,
  leaderKilled,
  leaderPaused,
  leaderLate,
  killedInOperation,
  pausedInOperation,
  redisDown,
  redisSlow,
  redisCut,
  redisFlushed,
  postgresDown,
  postgresRestored,
  diskFull,
  sourceDead,
  sourceHung,
  sourceGarbage,
  feedFaults,
  lateCollect,
  windowLeft,
  logLeft,
  halfOpen,
  stalled,
  storm,
  burst,
  clockSkew,
];
