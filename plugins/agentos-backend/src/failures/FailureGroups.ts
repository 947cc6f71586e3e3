import type { Knex } from 'knex';
import { batchesOf } from '../database';
import type { JobChange } from '../jobs/JobChange';
import { type Failure, failuresOf, placeOf, wordsOfFailure } from './Failure';

const COUNTS = 'failure_counts';
const GROUPS = 'failure_groups';
const STATE = 'source_state';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Hours are kept apart for so long; then a day is one. */
const HOURS_KEPT_MS = 2 * DAY_MS;

const BATCH = 100;
const FOLDED_AT_ONCE = 500;

/** A row of the counts. */
interface Counted {
  fingerprint: string;
  at: number;
  place: string;
  instance: string;
  source: string;
  queue: string;
  name: string;
  agent: string;
  count: number;
  first_seen_at: number;
  last_seen_at: number;
  example_job_id: string;
}

/** Adds rows to those that are there. */
async function add(transaction: Knex.Transaction, rows: readonly Counted[]) {
  const later = `excluded.last_seen_at >= ${COUNTS}.last_seen_at`;
  for (const batch of batchesOf(rows, BATCH)) {
    await transaction(COUNTS)
      .insert(batch)
      .onConflict(['fingerprint', 'at', 'place'])
      .merge({
        count: transaction.raw(`${COUNTS}.count + excluded.count`),
        first_seen_at: transaction.raw(
          `case when excluded.first_seen_at < ${COUNTS}.first_seen_at then excluded.first_seen_at else ${COUNTS}.first_seen_at end`,
        ),
        last_seen_at: transaction.raw(
          `case when ${later} then excluded.last_seen_at else ${COUNTS}.last_seen_at end`,
        ),
        example_job_id: transaction.raw(
          `case when ${later} then excluded.example_job_id else ${COUNTS}.example_job_id end`,
        ),
      } as never);
  }
}

/** Rows of one key as one. */
function summed(rows: readonly Counted[]): Counted[] {
  const sums = new Map<string, Counted>();
  for (const row of rows) {
    const key = [row.fingerprint, row.at, row.place].join(' ');
    const sum = sums.get(key);
    if (!sum) {
      sums.set(key, { ...row });
      continue;
    }
    sum.count += row.count;
    sum.first_seen_at = Math.min(sum.first_seen_at, row.first_seen_at);
    if (row.last_seen_at >= sum.last_seen_at) sum.example_job_id = row.example_job_id;
    sum.last_seen_at = Math.max(sum.last_seen_at, row.last_seen_at);
  }
  return Array.from(sums.values());
}

const forgottenKey = (source: string) => `failures-forgotten:${source}`;

/**
 * Failures by fingerprint, kept by the transactions that change jobs: how often, where, first and last. They outlive the jobs.
 * @internal
 */
export class FailureGroups {
  constructor(private readonly options: { now: () => number }) {}

  /** Takes in changes of jobs, within the transaction that makes them. */
  async apply(transaction: Knex.Transaction, changes: readonly JobChange[]) {
    const found = changes
      .map(change => ({ ...failuresOf(change), change }))
      .filter(({ came }) => came !== undefined);
    if (found.length === 0) return;
    const forgotten = await this.forgotten(
      transaction,
      found.filter(({ change }) => !change.before),
    );
    const counted = found.filter(
      ({ came, change }) =>
        change.before || came!.at > (forgotten.get(came!.source) ?? Number.NEGATIVE_INFINITY),
    );
    if (counted.length === 0) return;
    const groups = new Map<string, { fingerprint: string; type: string | null; message: string }>();
    for (const { came, change } of counted) {
      const { fingerprint } = came!;
      if (!groups.has(fingerprint)) {
        groups.set(fingerprint, { fingerprint, ...wordsOfFailure(change.after!.row) });
      }
    }
    await transaction(GROUPS).insert(Array.from(groups.values())).onConflict('fingerprint').ignore();
    await add(transaction, summed(counted.map(({ came }) => this.rowOf(came!))));
    for (const { went } of counted) if (went) await this.takeBack(transaction, went);
  }

  /**
   * Jobs are forgotten; what is known of their failures stays. Were such a job read from its source again, it would be new to the index
   * and counted twice: what ended before the last one of its source that was forgotten is not counted any more.
   */
  async forget(transaction: Knex.Transaction, changes: readonly JobChange[]) {
    const last = new Map<string, number>();
    for (const { before } of changes) {
      if (before?.state !== 'failed') continue;
      last.set(before.source, Math.max(last.get(before.source) ?? 0, Number(before.finished_at)));
    }
    for (const [source, at] of last) {
      const key = forgottenKey(source);
      const known = await transaction(STATE).where({ source: 'engine', key }).first('value');
      if (Number(known?.value ?? 0) >= at) continue;
      await transaction(STATE)
        .insert({ source: 'engine', key, value: String(at) })
        .onConflict(['source', 'key'])
        .merge();
    }
  }

  /** Makes days of hours that are past, and forgets what is older than so many days. */
  async prune(knex: Knex, { days }: { days: number }) {
    const now = this.options.now();
    await knex(COUNTS)
      .where('last_seen_at', '<', now - days * DAY_MS)
      .delete();
    for (;;) {
      const count = await knex.transaction(async transaction => {
        const rows: Counted[] = await transaction<Counted>(COUNTS)
          .where('at', '<', now - HOURS_KEPT_MS - DAY_MS)
          .whereRaw(`at % ${DAY_MS} <> 0`)
          .limit(FOLDED_AT_ONCE)
          .select('*');
        const asDays = rows.map(row => ({
          ...row,
          at: Math.floor(Number(row.at) / DAY_MS) * DAY_MS,
          first_seen_at: Number(row.first_seen_at),
          last_seen_at: Number(row.last_seen_at),
        }));
        await add(transaction, summed(asDays));
        for (const { fingerprint, at, place } of rows) {
          await transaction(COUNTS).where({ fingerprint, at, place }).delete();
        }
        return rows.length;
      });
      if (count < FOLDED_AT_ONCE) break;
    }
    await knex(GROUPS).whereNotIn('fingerprint', knex(COUNTS).select('fingerprint')).delete();
  }

  private rowOf(failure: Failure): Counted {
    const { fingerprint, instance, source, queue, name, agent, at, jobId } = failure;
    return {
      fingerprint,
      at: Math.floor(at / HOUR_MS) * HOUR_MS,
      place: placeOf(failure),
      ...{ instance, source, queue, name, agent },
      count: 1,
      first_seen_at: at,
      last_seen_at: at,
      example_job_id: jobId,
    };
  }

  private async takeBack(transaction: Knex.Transaction, failure: Failure) {
    const { fingerprint, at, place } = this.rowOf(failure);
    const day = Math.floor(at / DAY_MS) * DAY_MS;
    const of = () => transaction(COUNTS).where({ fingerprint, place }).whereIn('at', [at, day]);
    // In its hour, or in its day when the hours of it are one already.
    const row = await of().orderBy('at', 'desc').first('at');
    if (!row) return;
    await of().where({ at: row.at }).decrement('count', 1);
    await of().where({ at: row.at }).where('count', '<=', 0).delete();
  }

  private async forgotten(transaction: Knex.Transaction, found: ReadonlyArray<{ came?: Failure }>) {
    const sources = Array.from(new Set(found.map(({ came }) => came!.source)));
    if (sources.length === 0) return new Map<string, number>();
    const rows: Array<{ key: string; value: string }> = await transaction(STATE)
      .where({ source: 'engine' })
      .whereIn('key', sources.map(forgottenKey))
      .select('key', 'value');
    return new Map(
      sources.flatMap(source => {
        const row = rows.find(({ key }) => key === forgottenKey(source));
        return row ? [[source, Number(row.value)] as const] : [];
      }),
    );
  }
}
