import { show } from '../figures.mjs';
import { connectClients, nextRound, pause } from './sockets.mjs';
import { getSsot, showFleet } from './ssot.mjs';

const CLIENTS = 50;
const JOBS = 500;
const ROWS = 10;
/** Within a period of warming, of 5 s. */
const CHANGES = 40;
const CHANGE_EVERY_MS = 100;
/** Counts that no row has. */
const FIRST_COUNT = 9_000_000;

/**
 * P12: what grows with clients, replicas and jobs together, over one period of warming each; then what a commit of
 * Redis costs with the number of rows it changes.
 */
export async function measureGrowth(context, fleet) {
  const { portal, load, replicas, quick } = context;
  const factors = quick ? [1, 8] : [1, 2, 4, 8];
  const steps = [];
  let completed = FIRST_COUNT;
  // What was measured before may have told events, whose sections are read within 2 s.
  await pause(2500);
  for (const factor of factors) {
    const followers = await replicas.grow(factor - 1);
    await showFleet(context, { ...fleet, jobs: JOBS * factor });
    await connectClients(context, 'portal', CLIENTS * factor);
    const readsOf = async () => {
      const places = await Promise.all(followers.map(follower => follower.call('place')));
      const { reads } = await portal.call('sourceReads');
      return places.reduce((sum, place) => sum + place.reads, reads);
    };
    await nextRound(portal);
    await load.call('startFrames', { name: 'portal' });
    const before = { reads: await readsOf(), redis: await replicas.redis.commands() };
    for (let change = 0; change < CHANGES; change += 1) {
      completed += 1;
      await portal.call('updateQueue', { completed });
      await pause(CHANGE_EVERY_MS);
    }
    await nextRound(portal);
    const after = { reads: await readsOf(), redis: await replicas.redis.commands() };
    const { bytes } = await load.call('frames', { name: 'portal' });
    await load.call('disconnect', { name: 'portal' });
    steps.push({
      factor,
      reads: after.reads - before.reads,
      clientBytes: bytes / (CLIENTS * factor),
      snapshotBytes: Buffer.byteLength((await getSsot(context)).text),
      ...perCommit(before.redis, after.redis),
    });
  }
  const rows = [];
  for (const factor of factors) {
    const before = await replicas.redis.commands();
    for (let change = 0; change < 10; change += 1) {
      await portal.call('updateRows', { count: ROWS * factor });
      await pause(CHANGE_EVERY_MS);
    }
    rows.push({ rows: ROWS * factor, ...perCommit(before, await replicas.redis.commands()) });
  }
  return { steps, rows };
}

/** Commands that Redis ran for each commit: those of writing and keeping the lease, and reads of the log. */
function perCommit(before, after) {
  const calls = name => (after[name] ?? 0) - (before[name] ?? 0);
  const all = Object.keys(after).reduce((sum, name) => sum + calls(name), 0);
  const commits = calls('xadd');
  // INFO is the bench's own.
  return {
    commits,
    commands: (all - calls('xread') - calls('info')) / commits,
    readsOfLog: calls('xread') / commits,
  };
}

/** The row of P12. */
export function growthRow({ steps, rows }) {
  const list = (items, pick) => items.map(pick).join(', ');
  const [first] = steps;
  const last = steps.at(-1);
  const kb = bytes => (bytes / 1024).toFixed(1);
  const most = Math.max(...rows.map(({ commands }) => commands));
  return {
    goal: 'P12',
    what: `${list(steps, step => `×${step.factor}`)} of ${CLIENTS} clients, 1 replica and ${JOBS} jobs at once, Redis store; then commits of ${list(rows, step => step.rows)} rows`,
    figure: `source reads in 5 s ${list(steps, step => step.reads)}; Redis commands per commit ${list(steps, step => show(step.commands))} and ${list(steps, step => show(step.readsOfLog))} reads of the log by all replicas; KB to each client in 5 s ${list(steps, step => kb(step.clientBytes))}, of a snapshot ${list(steps, step => kb(step.snapshotBytes))}; commands per commit by rows ${list(rows, step => show(step.commands))}`,
    wanted: 'reads flat, commands O(changed rows), bytes flat in jobs',
    pass:
      steps.every(step => step.reads === first.reads) &&
      last.commands <= 1.3 * first.commands &&
      most <= 1.3 * rows[0].commands &&
      last.clientBytes <= 1.2 * first.clientBytes &&
      last.snapshotBytes <= 1.2 * first.snapshotBytes,
  };
}
