import type { Knex } from 'knex';
import { CountDeltas, type CountKey } from './CountDeltas';
import type { JobChange } from './JobChange';

/** Jobs that one step looks at. */
const PAGE = 2000;

/** A counter that was not what the jobs are. @internal */
export interface CountDifference extends CountKey {
  was: number;
  is: number;
}

/**
 * Counts the jobs anew, a page at a time in the order of their creation, while they go on changing: a change behind the place it has
 * come to is noted, one before it will be met.
 * @internal
 */
export class Recount {
  private readonly counts = new CountDeltas();
  private place = Number.NEGATIVE_INFINITY;

  /** A change within the transaction that makes it. */
  note({ before, after }: JobChange) {
    if (before && Number(before.created_at) <= this.place) this.counts.add(before, -1);
    if (after && Number(after.created_at) <= this.place) this.counts.add(after, 1);
  }

  /** Counts a page. @returns true when it was the last */
  async step(transaction: Knex.Transaction): Promise<boolean> {
    const from = this.place;
    const rest = () => {
      const query = transaction('jobs');
      return Number.isFinite(from) ? query.where('created_at', '>', from) : query;
    };
    const [next] = await rest().orderBy('created_at').offset(PAGE).limit(1).select('created_at');
    const page = next ? rest().where('created_at', '<=', next.created_at) : rest();
    const columns = ['instance', 'source', 'queue', 'state'];
    const rows: Array<CountKey & { number: number | string }> = await page
      .groupBy(columns)
      .select(columns)
      .count({ number: '*' });
    for (const { number, ...key } of rows) this.counts.add(key, Number(number));
    this.place = next ? Number(next.created_at) : Number.POSITIVE_INFINITY;
    return !next;
  }

  /** Writes what was counted. @returns the counters that were wrong */
  async finish(transaction: Knex.Transaction, now: number): Promise<CountDifference[]> {
    const known: Array<CountKey & { count: number }> = await transaction('job_counts').select(
      'instance',
      'source',
      'queue',
      'state',
      'count',
    );
    const before = new CountDeltas();
    const sums = new CountDeltas();
    for (const { count, ...key } of known) {
      before.add(key, count);
      sums.add(key, 0);
    }
    for (const { count, ...key } of this.counts.entries) sums.add(key, count);
    const differences = sums.entries
      .map(({ count: is, ...key }) => ({ ...key, is, was: before.get(key) }))
      .filter(({ is, was }) => is !== was);
    for (const { is, was, ...key } of differences) {
      await transaction('job_counts')
        .insert({ ...key, count: is, changed_at: now })
        .onConflict(['instance', 'source', 'queue', 'state'])
        .merge();
    }
    await transaction('job_counts').where({ count: 0 }).delete();
    return differences;
  }
}
