/** Codes of drivers that say: not now, or not until somebody helps. Others are faults of the statement. */
const CODES = [
  // Full, locked, read-only, unreadable, or another failure below SQLite.
  /^SQLITE_(FULL|BUSY|LOCKED|READONLY|CANTOPEN|IOERR|CORRUPT|NOTADB|PERM|AUTH)/,
  // PostgreSQL: connection, resources (53100 = disk full), operator, lock, read-only, missing right, refused by a trigger.
  /^(08|53|57|58)/,
  /^(55P03|25006|42501|P0001|XX000)$/,
  // Of the line to it.
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/,
];

/** Knex writes the whole statement before what the database said. */
const wordsOf = (message: string) =>
  message
    .slice(message.lastIndexOf(' - ') + 1)
    .replace(/^- /, '')
    .slice(0, 300);

/**
 * What a database that cannot be used said; undefined for every other error.
 * @internal
 */
export function databaseTrouble(error: unknown): string | undefined {
  const { code, name, message = '' } = (error ?? {}) as { code?: unknown; name?: string; message?: string };
  const isKnown = typeof code === 'string' && CODES.some(pattern => pattern.test(code));
  return isKnown || name === 'KnexTimeoutError' ? wordsOf(message) : undefined;
}
