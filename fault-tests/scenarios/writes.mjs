import { waitFor } from '../../e2e-tests/waitFor.mjs';
import { completed, failedJobs, removeRetried, retry } from './operation.mjs';

const EVENTS = 20;

const seconds = ms => `${(ms / 1000).toFixed(1)} s`;

export const followerWrites = {
  name: 'follower-writes',
  title: 'an operation and events sent to the follower',
  async run(cluster) {
    const follower = cluster.portals[1 - (await cluster.leader())];
    const ids = failedJobs(cluster.fleet, 10);
    await cluster.change();
    const id = await retry(follower, ids, { key: `follower-${cluster.fleet.changes.length}` });
    const { counts } = await completed(follower, id);
    if (counts.succeeded !== ids.length) throw new Error(`${counts.succeeded} of ${ids.length} succeeded`);
    const from = performance.now();
    const posted = await Promise.all(
      Array.from({ length: EVENTS }, () => cluster.poster.post(follower, { once: true })),
    );
    const refused = posted.filter(event => event === undefined).length;
    if (refused > 0) throw new Error(`the follower refused ${refused} events`);
    await waitFor('the events at every client', () =>
      cluster.watchers.every(({ events }) => posted.every(event => events.has(`agentos-test:${event}`))),
    );
    removeRetried(cluster.fleet);
    return {
      'targets done': counts.succeeded,
      [`${EVENTS} events seen by all in`]: seconds(performance.now() - from),
    };
  },
};

/** The fleet asks the audit before every effect: the attempt must be there. */
export const killedInOperation = {
  name: 'operation-killed',
  title: 'leader killed with -9 in the middle of an operation',
  async run(cluster, { random }) {
    const { fleet, fleetServer, postgres } = cluster;
    const leader = await cluster.leader();
    const follower = cluster.portals[1 - leader];
    const ids = failedJobs(fleet, 20);
    let before = 0;
    let killed;
    const killAt = random.between(2, 4);
    fleetServer.beforeEffect = async ({ operationId, targets }) => {
      const attempts = await postgres.query(
        'select target from audit where operation_id = $1 and outcome is null',
        [operationId],
      );
      const recorded = new Set(attempts.map(({ target }) => target));
      before += targets.filter(id => !recorded.has(id)).length;
    };
    const done = fleet.operate;
    let calls = 0;
    fleet.operate = function operate(request) {
      calls += 1;
      const outcomes = done.call(this, request);
      // After the effect and before its outcome: nobody was told.
      if (calls === killAt) killed = cluster.portals[leader].kill();
      return outcomes;
    };
    try {
      await cluster.change();
      const operationId = await retry(follower, ids, {
        key: `killed-${fleet.changes.length}`,
        throttle: { perSecond: 4 },
      });
      const { counts } = await completed(follower, operationId);
      await killed;
      if (before > 0) throw new Error(`${before} effects were begun before their attempt was recorded`);
      if (!killed) throw new Error('the leader was not killed');
      if (counts.succeeded !== ids.length) throw new Error(`counts are ${JSON.stringify(counts)}`);
      return { 'targets done': counts.succeeded, 'killed at call': killAt, 'calls of the source': calls };
    } finally {
      fleet.operate = done;
      fleetServer.beforeEffect = async () => {};
      removeRetried(fleet);
    }
  },
};

/** What the old leader asked for reaches the source when the new one has done it. */
export const pausedInOperation = {
  name: 'operation-paused',
  title: 'leader stopped between attempt and effect, its call late at the source',
  async run(cluster) {
    const { fleet, fleetServer, portals } = cluster;
    const leader = await cluster.leader();
    const ids = failedJobs(fleet, 5);
    await cluster.change();
    let release;
    const released = new Promise(done => {
      release = done;
    });
    let late;
    fleetServer.beforeEffect = async () => {
      if (late) return;
      late = true;
      portals[leader].pause();
      await released;
    };
    try {
      const id = await retry(portals[1 - leader], ids, { key: `paused-${fleet.changes.length}` });
      const { counts } = await completed(portals[1 - leader], id);
      release();
      portals[leader].resume();
      await waitFor('one leader again', async () => (await cluster.leader()) === 1 - leader);
      if (counts.succeeded !== ids.length) throw new Error(`counts are ${JSON.stringify(counts)}`);
      return { 'targets done': counts.succeeded, effects: fleet.effects.length };
    } finally {
      release();
      fleetServer.beforeEffect = async () => {};
      removeRetried(fleet);
    }
  },
};
