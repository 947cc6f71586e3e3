import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import type { Knex } from 'knex';
import { batchesOf } from '../database';
import type { FailureGroups } from '../failures';
import { inTurn } from './inTurn';
import { COUNTED_COLUMNS, type CountedJob, type JobChange } from './JobChange';
import type { JobCounters } from './JobCounters';
import { type JobRecord, recordOf } from './JobRecord';
import type { JobArgument } from './readArguments';

const TABLE = 'jobs';
// SQLite works within the process: a statement must not hold it up for long.
const BATCH = 100;

const DAY_MS = 24 * 3_600_000;
const PRUNE_BATCH = 500;

/** What a job may have otherwise tomorrow: an index of the rest need not be written again. */
const CHANGING: Array<keyof JobRecord> = [
  ...([
    'rev',
    'instance',
    'name',
    'queue',
    'state',
    'agent',
    'pipeline',
    'worker',
    'user',
    'fingerprint',
  ] as const),
  ...(['created_at', 'started_at', 'finished_at', 'duration_ms', 'priority'] as const),
  ...(['gone', 'changed_at', 'error', 'row', 'words'] as const),
];

/** What each ended state may hold of the whole: failures are what people come back for. */
const SHARES: Record<string, number> = {
  completed: 0.6,
  failed: 0.25,
  cancelled: 0.05,
  lost: 0.05,
  unknown: 0.05,
};

/** How much of the past the index keeps. @internal */
export interface JobRetention {
  /** Ended jobs, over all states. */
  keep: number;
  /** Days that a completed or cancelled job stays. */
  days: number;
  /** Days that a job stays which failed, or whose end is not known. */
  failedDays: number;
}

/**
 * The writing half of the index: whatever changes a job keeps the counters and the groups of failures true in the same transaction.
 * @internal
 */
export class JobWrites {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => number,
    private readonly counters: JobCounters,
    private readonly failures: FailureGroups,
  ) {}

  async put(rows: readonly JobRow[]) {
    const now = this.now();
    for (const batch of batchesOf(rows, BATCH)) {
      await this.change(transaction =>
        this.putBatch(
          transaction,
          batch.map(row => recordOf(row, now)),
        ),
      );
    }
  }

  /** Keeps arguments of jobs that are in the index. */
  async putArguments(jobs: ReadonlyMap<string, readonly JobArgument[]>) {
    for (const batch of batchesOf(Array.from(jobs), BATCH)) {
      await inTurn(this.knex, async transaction => {
        const known = await transaction(TABLE)
          .whereIn(
            'id',
            batch.map(([id]) => id),
          )
          .select('id', 'n');
        const numbers = new Map(known.map(({ id, n }) => [id, n]));
        const rows = batch.flatMap(([id, args]) =>
          numbers.has(id) ? args.map(argument => ({ n: numbers.get(id), ...argument })) : [],
        );
        if (rows.length > 0) await transaction('job_args').insert(rows).onConflict(['n', 'path']).merge();
      });
    }
  }

  async markGone(ids: readonly string[]) {
    for (const batch of batchesOf(ids, BATCH)) {
      await this.knex<JobRecord>(TABLE).whereIn('id', batch).update({ gone: true, changed_at: this.now() });
    }
  }

  /** @param mayForget - asked before each batch */
  async prune({ keep, days, failedDays }: JobRetention, mayForget: () => boolean): Promise<number> {
    const now = this.now();
    let deleted = 0;
    for (const [state, share] of Object.entries(SHARES)) {
      if (!mayForget()) break;
      const age = (state === 'completed' || state === 'cancelled' ? days : failedDays) * DAY_MS;
      const [surplus] = await this.knex<JobRecord>(TABLE)
        .where({ state })
        .orderBy('changed_at', 'desc')
        .offset(Math.floor(keep * share))
        .limit(1)
        .select('changed_at');
      const oldest = Math.max(now - age, surplus ? Number(surplus.changed_at) + 1 : 0);
      while (mayForget()) {
        let some = 0;
        await this.change(async transaction => {
          const before: CountedJob[] = await transaction<JobRecord>(TABLE)
            .where({ state })
            .where('changed_at', '<', oldest)
            .limit(PRUNE_BATCH)
            .select(...COUNTED_COLUMNS);
          some = before.length;
          await transaction(TABLE)
            .whereIn(
              'id',
              before.map(({ id }) => id),
            )
            .delete();
          const changes = before.map(job => ({ before: job }));
          await this.failures.forget(transaction, changes);
          return changes;
        });
        if (some === 0) break;
        deleted += some;
      }
    }
    return deleted;
  }

  private async putBatch(transaction: Knex.Transaction, records: JobRecord[]): Promise<JobChange[]> {
    const known: CountedJob[] = await transaction<JobRecord>(TABLE)
      .whereIn(
        'id',
        records.map(({ id }) => id),
      )
      .select(...COUNTED_COLUMNS);
    const before = new Map(known.map(job => [job.id, job]));
    const newer = records.filter(({ id, rev }) => !(before.get(id)?.rev! >= rev));
    if (newer.length > 0) await transaction<JobRecord>(TABLE).insert(newer).onConflict('id').merge(CHANGING);
    return newer.map(after => ({ before: before.get(after.id), after }));
  }

  private async change(work: (transaction: Knex.Transaction) => Promise<JobChange[]>) {
    try {
      await inTurn(this.knex, async transaction => {
        const changes = await work(transaction);
        await this.failures.apply(transaction, changes);
        // Last: what is noted of a change is undone only as a whole.
        await this.counters.apply(transaction, changes);
      });
    } catch (error) {
      this.counters.undone();
      throw error;
    }
  }
}
