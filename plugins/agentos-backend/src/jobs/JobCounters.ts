import { JOB_STATES, type JobCounts } from '@agentos-portal/plugin-agentos-common';
import type { Knex } from 'knex';
import { CountDeltas, type CountKey } from './CountDeltas';
import { inTurn } from './inTurn';
import type { JobChange } from './JobChange';
import { type CountDifference, Recount } from './Recount';

const TABLE = 'job_counts';
const KEY = ['instance', 'source', 'queue', 'state'];

/**
 * How many jobs the index holds, by instance, source, queue and state: kept by the transactions that change jobs, never counted on
 * request.
 * @internal
 */
export class JobCounters {
  private recount: Recount | undefined;

  constructor(
    private readonly knex: Knex,
    private readonly now: () => number,
  ) {}

  /** Takes in changes of jobs, within the transaction that makes them. */
  async apply(transaction: Knex.Transaction, changes: readonly JobChange[]) {
    const deltas = new CountDeltas();
    for (const { before, after } of changes) {
      if (before) deltas.add(before, -1);
      if (after) deltas.add(after, 1);
    }
    const now = this.now();
    // Also those that stay as they are: that something of their jobs changed is worth knowing.
    const rows = deltas.entries.map(entry => ({ ...entry, changed_at: now }));
    if (rows.length === 0) return;
    await transaction(TABLE)
      .insert(rows)
      .onConflict(KEY)
      .merge({ count: transaction.raw(`${TABLE}.count + excluded.count`), changed_at: now });
    for (const change of changes) this.recount?.note(change);
  }

  /** The transaction of changes was given up: what was noted of it is not true. */
  undone() {
    if (this.recount) this.recount = new Recount();
  }

  async read({ instance }: { instance?: string } = {}): Promise<JobCounts> {
    const query = this.knex(TABLE).groupBy('state').select('state').sum({ number: 'count' });
    if (instance !== undefined) query.where({ instance });
    const rows: Array<{ state?: string; number?: unknown }> = await query;
    const states = Object.fromEntries(
      JOB_STATES.map(state => [state, Number(rows.find(row => row.state === state)?.number ?? 0)]),
    ) as JobCounts['states'];
    return {
      total: Object.values(states).reduce((sum, count) => sum + count, 0),
      states,
      at: new Date(this.now()).toISOString(),
    };
  }

  /** Every counter, and when one changed last (ms since epoch, 0 = never). */
  async all(): Promise<{ counters: Array<CountKey & { count: number }>; changedAt: number }> {
    const rows = await this.knex(TABLE).select(...KEY, 'count', 'changed_at');
    return {
      counters: rows.map(({ changed_at, ...counter }) => counter),
      changedAt: rows.reduce((last, { changed_at }) => Math.max(last, Number(changed_at)), 0),
    };
  }

  /**
   * Counts the jobs and mends what differs, in steps.
   * @param pause - between two steps; false = give up
   * @returns what was wrong
   */
  async mend(pause: () => Promise<boolean>): Promise<CountDifference[]> {
    this.recount = new Recount();
    try {
      for (;;) {
        const differences = await inTurn(this.knex, async transaction => {
          const recount = this.recount!;
          return (await recount.step(transaction)) ? recount.finish(transaction, this.now()) : undefined;
        });
        if (differences) return differences;
        if (!(await pause())) return [];
      }
    } finally {
      this.recount = undefined;
    }
  }
}
