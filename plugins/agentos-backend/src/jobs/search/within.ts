import type { Knex } from 'knex';
import { isPostgres } from '../inTurn';

/** The time of a search is over. @internal */
export class OverdueError extends Error {}

/**
 * The answer to a statement. PostgreSQL stops working on it when the time is over; SQLite, which works on this thread, is given statements
 * that take little.
 * @throws OverdueError
 * @internal
 */
export async function within<T>(knex: Knex, ms: number, builder: Knex.QueryBuilder): Promise<T> {
  if (!isPostgres(knex)) return builder as unknown as Promise<T>;
  if (ms < 1) throw new OverdueError();
  try {
    return (await builder.timeout(Math.ceil(ms), { cancel: true })) as T;
  } catch (error) {
    if ((error as Error).name === 'KnexTimeoutError') throw new OverdueError();
    throw error;
  }
}
