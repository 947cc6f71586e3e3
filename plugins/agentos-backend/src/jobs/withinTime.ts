import type { Knex } from 'knex';
import { isPostgres } from './inTurn';

/**
 * Reads within a time. PostgreSQL ends the statement that takes longer; SQLite works within the process and cannot be ended, its index
 * is small instead.
 * @throws the database's own error when the time is over
 * @internal
 */
export async function withinTime<T>(
  knex: Knex,
  limitMs: number,
  read: (knex: Knex) => Promise<T>,
): Promise<T> {
  if (!isPostgres(knex)) return read(knex);
  return knex.transaction(
    async transaction => {
      await transaction.raw(`set local statement_timeout = ${Math.trunc(limitMs)}`);
      return read(transaction);
    },
    { readOnly: true },
  );
}
