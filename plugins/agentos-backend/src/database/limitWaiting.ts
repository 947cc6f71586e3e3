import type { Knex } from 'knex';

const LOCKED_MS = 250;

/**
 * SQLite waits for a lock within the process, and everything with it: not for the five seconds that its driver sets. Whoever writes here
 * tries again by itself, or is told.
 * @internal
 */
export async function limitWaiting(knex: Knex) {
  if (knex.client.config.client !== 'pg') await knex.raw(`pragma busy_timeout = ${LOCKED_MS}`);
}
