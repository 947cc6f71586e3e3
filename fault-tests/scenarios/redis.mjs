import { waitFor } from '../../e2e-tests/waitFor.mjs';
import { completed, failedJobs, removeRetried, retry } from './operation.mjs';
import { pass } from './time.mjs';

const DOWN_MS = 20_000;
const SLOW_MS = 15_000;

const seconds = ms => `${(ms / 1000).toFixed(1)} s`;

export const redisDown = {
  name: 'redis-down',
  title: 'Redis down for 20 s',
  async run(cluster) {
    const { fleet, redis, poster } = cluster;
    const follower = cluster.portals[1 - (await cluster.leader())];
    const ids = failedJobs(fleet, 5);
    await cluster.change();
    await redis.stop();
    await pass(DOWN_MS / 2);
    const id = await retry(follower, ids, { key: `down-${fleet.changes.length}` });
    await pass(DOWN_MS / 2);
    if (fleet.effects.length > 0) throw new Error('an operation was done by who could not prove to lead');
    await redis.start();
    const seen = await cluster.change();
    const { counts } = await completed(follower, id);
    removeRetried(fleet);
    return {
      'change seen after': seconds(seen),
      'posts refused': poster.refused,
      'targets of an operation accepted meanwhile, done': counts.succeeded,
    };
  },
};

export const redisSlow = {
  name: 'redis-slow',
  title: 'Redis answers after 200 to 800 ms',
  async run(cluster, { random }) {
    for (const line of cluster.lines) line.delayMs = () => random.between(200, 800);
    await pass(SLOW_MS);
    const slow = await cluster.change();
    return { 'change seen after': seconds(slow) };
  },
};

export const redisFlushed = {
  name: 'redis-flushed',
  title: 'Redis FLUSHALL',
  async run(cluster) {
    // What the inbox holds is lost with the rest: nothing is on its way.
    await cluster.poster.pause();
    await cluster.change();
    await pass(500);
    const before = cluster.watchers.map(({ replica }) => replica.epoch);
    const from = performance.now();
    await cluster.admin.flushall();
    await waitFor(
      'a new epoch at every client',
      () => cluster.watchers.every(({ replica }, index) => replica.epoch !== before[index]),
      30_000,
    );
    const epoch = performance.now() - from;
    cluster.poster.paused = false;
    return { 'new epoch after': seconds(epoch), 'change seen after': seconds(await cluster.change()) };
  },
};

export const redisCut = {
  name: 'redis-cut',
  title: 'the line of the leader to Redis cut for 8 s',
  async run(cluster) {
    const leader = await cluster.leader();
    cluster.lines[leader].cut();
    await pass(8_000);
    const other = await cluster.change({ of: cluster.watchersOf(1 - leader) });
    cluster.lines[leader].open();
    return {
      'the other shows a change in': seconds(other),
      'both again in': seconds(await cluster.change()),
    };
  },
};
