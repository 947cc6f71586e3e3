// Replicas that share a PostgreSQL start one after the other: each plugin migrates
// its database at the start, and of two that migrate at once one fails.

/** Any number that nobody else takes for a lock. */
const LOCK = 7_007_002_026;

/**
 * Waits for the turn of this process; with another database than PostgreSQL it is there at once.
 * @param config - of the backend
 * @param require - resolves `pg` as the backend does
 * @returns gives the turn to the next one; so does the end of the process
 */
export async function takeStartTurn(config, require) {
  const database = config.getConfig('backend.database');
  if (database.getString('client') !== 'pg') return async () => {};
  const connection = database.get('connection');
  const { Client } = require('pg');
  const client = new Client({
    // Where the databases of the plugins are made from as well.
    database: 'postgres',
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
  });
  // Said by whoever uses the database next.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [LOCK]);
  } catch (error) {
    await client.end().catch(() => {});
    throw new Error(`PostgreSQL (backend.database) cannot be used: ${error.message || error.code}`, {
      cause: error,
    });
  }
  return () => client.end().catch(() => {});
}
