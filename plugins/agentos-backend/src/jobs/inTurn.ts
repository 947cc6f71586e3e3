import type { Knex } from 'knex';

// Any number that nothing else in this database locks by.
const LOCK = 20261110;

/** @internal */
export const isPostgres = (knex: Knex): boolean => knex.client.config.client === 'pg';

/**
 * Writes the index, one after the other: what a batch changes is worked out from what was there before. SQLite has one connection and
 * with it one transaction; in PostgreSQL they wait for each other, also those of a replica that does not know yet that it was replaced.
 * @internal
 */
export async function inTurn<T>(knex: Knex, work: (transaction: Knex.Transaction) => Promise<T>): Promise<T> {
  return knex.transaction(async transaction => {
    if (isPostgres(knex)) await transaction.raw('select pg_advisory_xact_lock(?)', [LOCK]);
    return work(transaction);
  });
}
