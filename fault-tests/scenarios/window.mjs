import { waitFor } from '../../e2e-tests/waitFor.mjs';
import { pass } from './time.mjs';

/** More than agentos.retention.changeLogCommits of app-config.faults.yaml. */
const COMMITS = 220;
const LIMIT_MS = 60_000;

/** Lets the fleet work until so many commits were made since. */
async function outrun(cluster, watcher) {
  const from = watcher.replica.version;
  await waitFor('many commits', () => watcher.replica.version > from + COMMITS, LIMIT_MS);
}

export const windowLeft = {
  name: 'window-left',
  title: 'a client away for more commits than the window holds',
  async run(cluster) {
    const away = cluster.watchersOf(0)[0];
    const leaves = cluster.watchersOf(0)[1];
    away.leave();
    await pass(300);
    await outrun(cluster, leaves);
    away.back();
    const rows = await cluster.change({ of: [away] });
    if (away.resets.length === 0) throw new Error('it was not given the whole state');
    return { 'up to date after': `${Math.round(rows)} ms` };
  },
};

export const logLeft = {
  name: 'log-left',
  title: 'a follower cut from Redis for more commits than the log holds',
  async run(cluster) {
    const leader = await cluster.leader();
    cluster.lines[1 - leader].cut();
    await outrun(cluster, cluster.watchersOf(leader)[0]);
    cluster.lines[1 - leader].open();
    const took = await cluster.change({ of: cluster.watchersOf(1 - leader) });
    return { 'follows again after': `${Math.round(took)} ms` };
  },
};
