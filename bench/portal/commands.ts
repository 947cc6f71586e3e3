import type { Redis } from 'ioredis';
import type { Knex } from 'knex';
import type { BenchSource } from './BenchSource';
import { jobEvent, nowMs, runStorm, type StormOptions } from './events';
import { type FleetSize, jobRow, QUEUES } from './fleet';
import { completedJobs, ingest } from './ingest';
import type { PlainSockets } from './PlainSockets';
import { SNAPSHOT_KEY } from './plainRoutes';
import { keepSections } from './rebuildState';
import { seedJobs } from './seedJobs';

/** First index of jobs that the bench adds; those of the fleet are below. */
const FIRST_NEW_JOB = 1_000_000;

/**
 * What the bench can tell the portal. Times are those of `nowMs`, which all processes share.
 */
export function createCommands({
  source,
  redis,
  plain,
  knex,
}: {
  source: BenchSource;
  redis: Redis;
  plain: PlainSockets;
  knex: Knex;
}) {
  let snapshot: unknown;
  return {
    setFleet: (size: FleetSize) => source.setFleet(size),

    /** Fills the index with jobs of the past. */
    seedJobs: ({ total }: { total: number }) => seedJobs(knex, total),

    /** Jobs live and end at a steady rate of changes. */
    ingest: (options: { perSecond: number; ms: number }) => ingest(source, options),

    completedJobs: (options?: { settled?: boolean }) => completedJobs(knex, options),

    /** Gives the plain ways the snapshot they serve. */
    async setSnapshot({ text }: { text: string }) {
      snapshot = JSON.parse(text);
      await redis.set(SNAPSHOT_KEY, text);
      await keepSections(redis, (snapshot as { sections: Record<string, unknown> }).sections);
    },

    listenPlain: () => plain.listen(),

    /** How often a section of the source was read, and how many there are. */
    sourceReads: () => ({ reads: source.reads, sections: source.sections.length }),

    /** A count of one queue changes. */
    updateQueue({ completed }: { completed: number }) {
      source.report('queues', [{ id: `bench.${QUEUES[0]}`, completed }]);
    },

    /** That many rows change: workers first, then jobs. */
    updateRows({ count }: { count: number }) {
      const mark = source.next();
      const workers = source.all('workers').slice(0, count);
      source.report(
        'workers',
        workers.map(({ id }) => ({ id, active: mark % 5, processed: 5000 + mark })),
      );
      const jobs = source.all('jobs').slice(0, count - workers.length);
      source.report(
        'jobs',
        jobs.map(({ id }) => ({ id, progress: 0.5, attempt: 1 + (mark % 3) })),
      );
    },

    /** A job arrives at the head of the list. */
    insertJob() {
      const job = jobRow(FIRST_NEW_JOB + source.next());
      source.report('jobs', [job]);
      return job.id;
    },

    /** An event and the row it changes. The event carries the time at which it is reported. */
    reportEvent() {
      const [job] = source.all('jobs');
      const count = source.next();
      source.report(
        'jobs',
        [{ id: job.id, progress: (count % 100) / 100 }],
        [jobEvent('job:processing', job, count, nowMs())],
      );
    },

    /** Events at a steady rate through the source, and a last change that only it makes. */
    async storm({ text, ...options }: StormOptions & { text: string }) {
      const { events } = await runStorm(source, options, (event, row) =>
        source.report('jobs', [row], [event]),
      );
      const lastAt = nowMs();
      source.report('jobs', [
        jobRow(FIRST_NEW_JOB + source.next(), { reason: text, createdAt: new Date().toISOString() }),
      ]);
      return { events: events + 1, lastAt };
    },

    /** Events at a steady rate, each as one frame to every client of the bare server. */
    plainStorm: (options: StormOptions) =>
      runStorm(source, options, (event, _change, job) =>
        plain.send(Buffer.from(JSON.stringify({ ...event, job }))),
      ),

    /** The same bytes to every client of the bare server. */
    sendPlain: ({ text }: { text: string }) => plain.send(Buffer.from(text)),

    /** The snapshot to every client of the bare server, made anew for each. */
    sendPlainSnapshots: () => plain.sendEach(() => JSON.stringify(snapshot)),
  };
}
