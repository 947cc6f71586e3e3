import type { Knex } from 'knex';

const TABLE = 'ingested_events';
const KEPT_MS = 24 * 3_600_000;

/**
 * Ids of events that services sent within 24 h, per caller.
 * @internal
 */
export class IngestLog {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => number,
  ) {}

  /** The answer given before, or undefined for a new id. */
  async answerOf(caller: string, id: string): Promise<{ accepted: boolean } | undefined> {
    const row = await this.knex(TABLE)
      .where({ caller, event_id: id })
      .andWhere('received_at', '>', this.now() - KEPT_MS)
      .first('accepted');
    return row && { accepted: Boolean(row.accepted) };
  }

  async remember(caller: string, id: string, accepted: boolean) {
    await this.knex(TABLE)
      .insert({ caller, event_id: id, accepted, received_at: this.now() })
      .onConflict(['caller', 'event_id'])
      .merge();
  }

  async prune() {
    await this.knex(TABLE)
      .where('received_at', '<=', this.now() - KEPT_MS)
      .delete();
  }
}
