import type { CommittedEvent } from '@agentos-portal/plugin-agentos-node';
import type { Knex } from 'knex';
import type { RequestedAction } from '../events';

const TABLE = 'action_runs';
const BATCH = 100;
const KEPT_MS = 7 * 24 * 3_600_000;

/** Waits before a try is repeated; after the last one the run is dead. */
const BACKOFF_MS = [1000, 5000, 30_000, 120_000, 600_000];

/**
 * Runs of actions in the database, unique on (event id, action): a takeover repeats none and loses none.
 * @internal
 */
export class ActionRuns {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => number,
  ) {}

  /** Enters runs; one that is there already is left as it is. */
  async enter(runs: RequestedAction[]) {
    const at = this.now();
    const rows = runs.map(({ action, event }) => ({
      event_id: event.id,
      action,
      event: JSON.stringify(event),
      state: 'pending',
      next_at: at,
      created_at: at,
    }));
    for (let from = 0; from < rows.length; from += BATCH) {
      await this.knex(TABLE)
        .insert(rows.slice(from, from + BATCH))
        .onConflict(['event_id', 'action'])
        .ignore();
    }
  }

  /** Events of an action that are due, oldest first, a hundred at most. */
  async due(action: string): Promise<CommittedEvent[]> {
    const rows = await this.knex(TABLE)
      .where({ action, state: 'pending' })
      .andWhere('next_at', '<=', this.now())
      .orderBy('created_at')
      .limit(BATCH);
    return rows.map(row => JSON.parse(row.event));
  }

  async succeeded(action: string, events: CommittedEvent[]) {
    await this.rows(action, events).update({ state: 'succeeded', error: null });
  }

  /** Puts off the next try, or gives up. */
  async failed(action: string, events: CommittedEvent[], error: string) {
    const rows: Array<{ event_id: string; attempts: number }> = await this.rows(action, events).select(
      'event_id',
      'attempts',
    );
    for (const { event_id: id, attempts } of rows) {
      const wait = BACKOFF_MS[attempts];
      await this.knex(TABLE)
        .where({ event_id: id, action })
        .update({
          attempts: attempts + 1,
          error: error.slice(0, 1000),
          ...(wait === undefined ? { state: 'dead' } : { next_at: this.now() + wait }),
        });
    }
  }

  /** Runs by state. */
  async counts(): Promise<Record<string, number>> {
    const rows: Array<{ state?: unknown; count?: unknown }> = await this.knex(TABLE)
      .groupBy('state')
      .select('state')
      .count({ count: '*' });
    return Object.fromEntries(rows.map(({ state, count }) => [String(state), Number(count)]));
  }

  /** Forgets what ended more than a week ago; what is dead stays to be looked at. */
  async prune() {
    await this.knex(TABLE)
      .where({ state: 'succeeded' })
      .andWhere('created_at', '<', this.now() - KEPT_MS)
      .delete();
  }

  private rows(action: string, events: CommittedEvent[]) {
    return this.knex(TABLE)
      .where({ action })
      .whereIn(
        'event_id',
        events.map(({ id }) => id),
      );
  }
}
