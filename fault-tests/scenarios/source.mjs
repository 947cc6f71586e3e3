import { waitFor } from '../../e2e-tests/waitFor.mjs';
import { pass } from './time.mjs';

const AWAY_MS = 8_000;
const BURST = { perSecond: 5_000, seconds: 3, tickMs: 10 };

const seconds = ms => `${(ms / 1000).toFixed(1)} s`;

const statusIs = (cluster, status) =>
  waitFor(
    `the queues to be ${status} at every client`,
    () => cluster.watchers.every(({ replica }) => replica.sections.get('queues').status === status),
    30_000,
  );

/** A source that is away in one way: the rows stay and say so. */
const sourceFault = (state, title) => ({
  name: `source-${state}`,
  title,
  async run(cluster) {
    const from = performance.now();
    cluster.fleetServer.set(state);
    await statusIs(cluster, 'failed');
    const flagged = performance.now() - from;
    await pass(AWAY_MS);
    const rows = cluster.watchers[0].replica.sections.get('queues').rows.size;
    if (rows !== cluster.fleet.sections.queues.size) throw new Error(`${rows} queues are left`);
    cluster.fleetServer.set('well');
    const well = performance.now();
    await statusIs(cluster, 'fresh');
    return {
      'flagged after': seconds(flagged),
      'fresh again after': seconds(performance.now() - well),
    };
  },
});

export const sourceDead = sourceFault('dead', 'source dead: connections refused');
export const sourceHung = sourceFault('hung', 'source hung: no answer');
export const sourceGarbage = sourceFault('garbage', 'source answers garbage');

/** Changes that the feed loses, tells twice or out of order. */
export const feedFaults = {
  name: 'feed-faults',
  title: 'changes of the source lost, duplicated, reordered',
  async run(cluster, { random }) {
    const counts = { lost: 0, twice: 0, swapped: 0 };
    let kept = [];
    const withKept = change => {
      const due = [change, ...kept];
      kept = [];
      return due;
    };
    cluster.fleetServer.deliver = change => {
      const dice = random.next();
      if (dice < 0.1 && change.events.length === 0) {
        counts.lost += 1;
        return [];
      }
      if (dice < 0.3) {
        counts.twice += 1;
        return [...withKept(change), change];
      }
      if (dice < 0.5 && kept.length === 0) {
        counts.swapped += 1;
        kept = [change];
        return [];
      }
      return withKept(change);
    };
    await pass(10_000);
    cluster.fleetServer.deliver = withKept;
    await cluster.change();
    const sent = cluster.fleet.changes
      .filter(({ at }) => at > cluster.beganAt)
      .flatMap(({ events }) => events);
    // What the feed told twice reaches a client once: the same replica led all the time.
    for (const { name, events } of cluster.watchers) {
      const repeated = sent.filter(({ id }) => events.get(id) > 1);
      if (repeated.length > 0) throw new Error(`${name} got ${repeated.length} events twice`);
    }
    return { ...counts, events: sent.length };
  },
};

/** A collect that began before a change and ends after it. */
export const lateCollect = {
  name: 'late-collect',
  title: 'collects answered 2.5 s late, with what was true when they were asked',
  async run(cluster) {
    cluster.fleetServer.collectDelayMs = 2_500;
    const before = cluster.fleetServer.collects;
    await waitFor('late collects', () => cluster.fleetServer.collects >= before + 12, 60_000);
    return { 'change seen after': seconds(await cluster.change()) };
  },
};

/** Every event with the row it changes; the room may be told of fewer, by a count. */
export const burst = {
  name: 'burst',
  title: 'a burst of 5,000 events/s for 3 s',
  async run(cluster) {
    const { fleet } = cluster;
    const jobs = fleet.rows('jobs').slice(0, 40);
    const sent = [];
    const from = performance.now();
    while (sent.length < BURST.perSecond * BURST.seconds) {
      const due = Math.min(
        BURST.perSecond * BURST.seconds,
        Math.ceil(((performance.now() - from) / 1000) * BURST.perSecond),
      );
      while (sent.length < due) {
        const { id } = jobs[sent.length % jobs.length];
        const row = fleet.sections.jobs.get(id) ?? jobs[0];
        const event = fleet.event('job:processing', { jobId: id });
        sent.push(event.id);
        if (fleet.sections.jobs.has(id)) fleet.put('jobs', { ...row, attempt: row.attempt + 1 }, [event]);
        else fleet.change([], [event]);
      }
      await pass(BURST.tickMs);
    }
    const took = performance.now() - from;
    const last = await cluster.change();
    for (const { name, events, dropped, resets } of cluster.watchers) {
      const seen = sent.filter(id => events.has(id)).length;
      const told = seen + (dropped.admin ?? 0);
      if (resets.length === 0 && told < sent.length) {
        throw new Error(
          `${name}: ${seen} events seen and ${dropped.admin ?? 0} told as dropped, of ${sent.length}`,
        );
      }
    }
    const [first] = cluster.watchers;
    return {
      'events per second': Math.round(sent.length / (took / 1000)),
      'seen by a client': sent.filter(id => first.events.has(id)).length,
      'told as dropped': first.dropped.admin ?? 0,
      'last change seen after': seconds(last),
    };
  },
};
