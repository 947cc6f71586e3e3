import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { Breath } from '../database';
import { decodeSums, encodeSums, FactBatch } from './FactBatch';
import type { RollupTable } from './RollupTable';

const TABLE = 'fact_journal';
/** Batches that one step folds. */
const FOLDED_AT_ONCE = 50;
/** Batches whose ids are kept, and ids at most: more than lie between two saved positions of a feed. */
const KEPT_BATCHES = 2000;
const KEPT_IDS = 100_000;

/**
 * Facts as they are written, in batches that are counted once each. A batch is small and quick to write; from time to time batches are
 * folded into the rollups, and of them only the ids of their events stay.
 * @internal
 */
export class FactJournal {
  /** @param term - of the lease: who writes with an older one is refused */
  constructor(
    private readonly knex: Knex,
    private readonly options: { term: number; table: RollupTable },
  ) {}

  /**
   * Writes a batch. The same number again is the same batch: it may have been written and only the answer be lost.
   * @throws ConflictError when another replica leads
   */
  async append(number: number, batch: FactBatch) {
    await this.asLeader(async transaction => {
      await transaction(TABLE)
        .insert({
          term: this.options.term,
          number,
          events: batch.ids.length,
          ids: batch.ids.join(' '),
          sums: encodeSums(batch.sums),
        })
        .onConflict(['term', 'number'])
        .ignore();
    });
  }

  /** Adds what was written to the rollups. @throws ConflictError when another replica leads */
  async fold() {
    for (;;) {
      const count = await this.asLeader(async transaction => {
        const rows: Array<{ term: number; number: number; sums: string }> = await transaction(TABLE)
          .where({ folded: false })
          .orderBy(['term', 'number'])
          .limit(FOLDED_AT_ONCE)
          .select('term', 'number', 'sums');
        if (rows.length === 0) return 0;
        const whole = new FactBatch();
        const breath = new Breath();
        for (const { sums } of rows) {
          whole.merge(decodeSums(sums));
          await breath.take();
        }
        await this.options.table.merge(transaction, whole.sums);
        for (const term of new Set(rows.map(row => row.term))) {
          const numbers = rows.filter(row => row.term === term).map(row => row.number);
          await transaction(TABLE)
            .where({ term })
            .whereIn('number', numbers)
            .update({ folded: true, sums: '' });
        }
        return rows.length;
      });
      if (count < FOLDED_AT_ONCE) return;
    }
  }

  /** Ids of the last events that leaders before this one counted. */
  async knownIds(): Promise<Set<string>> {
    const rows: Array<{ ids: string }> = await this.knex(TABLE)
      .where('term', '<', this.options.term)
      .select('ids');
    return new Set(rows.flatMap(({ ids }) => ids.split(' ')));
  }

  /** Forgets the ids of events that no feed tells again. */
  async prune() {
    const rows: Array<{ term: number; number: number; events: number }> = await this.knex(TABLE)
      .orderBy([
        { column: 'term', order: 'desc' },
        { column: 'number', order: 'desc' },
      ])
      .select('term', 'number', 'events');
    let ids = 0;
    const first = rows.find(({ events }, index) => {
      ids += events;
      return index >= KEPT_BATCHES || ids > KEPT_IDS + events;
    });
    if (!first) return;
    await this.knex(TABLE)
      .where({ folded: true })
      .whereRaw('(term, number) <= (?, ?)', [first.term, first.number])
      .delete();
  }

  /** What a replica that was replaced still has to say is refused: the new leader has read what there is, and counts on from it. */
  private async asLeader<T>(work: (transaction: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.knex.transaction(async transaction => {
      const row = await transaction('lease_terms').where({ name: 'ssot' }).forShare().first('term');
      if (row && row.term !== this.options.term) {
        throw new ConflictError(`Facts of term ${this.options.term} are refused: term ${row.term} has begun`);
      }
      return work(transaction);
    });
  }
}
