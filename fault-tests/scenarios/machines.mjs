import { waitFor } from '../../e2e-tests/waitFor.mjs';
import { pass } from './time.mjs';

const AWAY_MS = 10_000;
const SKEW_MS = 600_000;

const seconds = ms => `${(ms / 1000).toFixed(1)} s`;

async function restart(portal, skewMs) {
  await portal.kill();
  portal.env.FAULT_CLOCK_SKEW_MS = `${skewMs}`;
  await portal.start();
}

export const clockSkew = {
  name: 'clock-skew',
  title: 'the clock of a replica 10 minutes off, as follower and as leader',
  async run(cluster, { random }) {
    const skew = random.pick([-SKEW_MS, SKEW_MS]);
    const leader = await cluster.leader();
    const [first, second] = [cluster.portals[leader], cluster.portals[1 - leader]];
    await restart(second, skew);
    const following = await cluster.change();
    await first.kill();
    const leading = await cluster.change({ of: cluster.watchersOf(1 - leader) });
    await waitFor('the replica with the wrong clock to lead', async () => (await second.replica()).leader);
    await first.start();
    await cluster.change();
    await restart(second, 0);
    return {
      skew: `${skew / 60_000} min`,
      'change seen, it follows': seconds(following),
      'taken over by it after': seconds(leading),
    };
  },
};

export const postgresDown = {
  name: 'postgres-down',
  title: 'PostgreSQL down for 10 s',
  async run(cluster) {
    await cluster.postgres.stop();
    await pass(AWAY_MS);
    const seen = cluster.watchers.filter(({ isConnected }) => isConnected).length;
    await cluster.postgres.start();
    return {
      'clients connected meanwhile': `${seen} of ${cluster.watchers.length}`,
      'change seen after': seconds(await cluster.change()),
      'posts refused': cluster.poster.refused,
    };
  },
};

export const postgresRestored = {
  name: 'postgres-restored',
  title: 'PostgreSQL restored to the first lease term, then a new leader',
  async run(cluster) {
    const leader = await cluster.leader();
    await cluster.postgres.query('update lease_terms set term = 1');
    await cluster.portals[leader].kill();
    return { 'change seen after': seconds(await cluster.change({ of: cluster.watchersOf(1 - leader) })) };
  },
};
