import { waitFor } from '../../e2e-tests/waitFor.mjs';
import { Cluster } from '../cluster/Cluster.mjs';
import { MARKER } from '../fleet/Fleet.mjs';
import { pass } from './time.mjs';

const seconds = ms => `${(ms / 1000).toFixed(1)} s`;

export const leaderKilled = {
  name: 'leader-killed',
  title: 'leader killed with -9',
  async run(cluster, { random }) {
    const leader = await cluster.leader();
    await pass(random.between(500, 3_000));
    await cluster.portals[leader].kill();
    const back = await cluster.change({ of: cluster.watchersOf(1 - leader) });
    return {
      'freshness back after': `${seconds(back)} (lease ${Cluster.leaseSeconds} s)`,
    };
  },
};

/** A commit that waits on the line of its leader, which is stopped, until another replica leads. */
export const leaderLate = {
  name: 'leader-late',
  title: 'old leader paused for longer than its lease, its commit late at Redis',
  async run(cluster, { random }) {
    const leader = await cluster.leader();
    await pass(random.between(500, 2_000));
    const [line, portal] = [cluster.lines[leader], cluster.portals[leader]];
    const others = cluster.watchersOf(1 - leader);
    // Commits go one after the other: one that waits on the line would keep back that of the marker.
    await cluster.flow(false);
    await cluster.change();
    line.hold();
    cluster.fleet.mark();
    await waitFor('a commit on the line', () => line.held.includes(MARKER));
    portal.pause();
    await cluster.flow(true);
    const stoppedAt = performance.now();
    cluster.fleet.mark();
    await cluster.change({ of: others });
    const taken = performance.now() - stoppedAt;
    // What the old leader wrote comes now.
    line.open();
    await cluster.change({ of: others });
    await pass(1_000);
    portal.resume();
    const late = await cluster.change();
    return { 'taken over after': seconds(taken), 'old leader follows after': seconds(late) };
  },
};

export const leaderPaused = {
  name: 'leader-paused',
  title: 'leader stopped for twice its lease, then resumed',
  async run(cluster, { random }) {
    const leader = await cluster.leader();
    await pass(random.between(500, 2_000));
    cluster.portals[leader].pause();
    await pass(2 * Cluster.leaseSeconds * 1000);
    const others = await cluster.change({ of: cluster.watchersOf(1 - leader) });
    cluster.portals[leader].resume();
    const back = await cluster.change();
    return { 'the other shows a change in': seconds(others), 'both again in': seconds(back) };
  },
};
