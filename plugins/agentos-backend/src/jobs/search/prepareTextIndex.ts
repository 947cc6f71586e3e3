import type { Knex } from 'knex';
import { isPostgres } from '../inTurn';

/** People look for what failed: a small index of these alone is quicker by far. */
const INDEXES = { jobs_by_words: '', jobs_failed_by_words: "where state = 'failed'" };

/** How long a search may read entries that are not yet in order, in KB: they are put in order at once when there are more. */
const PENDING_KB = 1024;

/**
 * Gives searches for text an index. SQLite has it from the start; PostgreSQL needs the extension pg_trgm, which the owner of a database may
 * create where the server has it.
 * @returns why there is none: everything works without it, slower
 * @internal
 */
export async function prepareTextIndex(knex: Knex): Promise<string | undefined> {
  if (!isPostgres(knex)) return undefined;
  try {
    const missing = await missingIndexes(knex);
    if (missing.length === 0) return undefined;
    await knex.raw(
      'do $$ begin create extension if not exists pg_trgm; exception when others then null; end $$',
    );
    const schema = await schemaOfTrigrams(knex);
    if (schema === undefined) {
      return 'PostgreSQL has no extension pg_trgm here: let "create extension pg_trgm" be run in the database of this plugin and start again';
    }
    for (const [name, condition] of missing) {
      // One that was not finished is of no use.
      await knex.raw('drop index if exists ??', [name]);
      // Jobs are written meanwhile.
      await knex.raw(
        `create index concurrently ?? on jobs using gin (words ??.gin_trgm_ops) with (gin_pending_list_limit = ${PENDING_KB}) ${condition}`,
        [name, schema],
      );
    }
    return undefined;
  } catch (error) {
    return `The index of texts could not be made: ${(error as Error).message}`;
  }
}

async function missingIndexes(knex: Knex) {
  const { rows } = await knex.raw(
    `select relname from pg_index join pg_class on pg_class.oid = indexrelid
     where relnamespace = current_schema()::regnamespace and indisvalid and relname = any (?)`,
    [Object.keys(INDEXES)],
  );
  const there = new Set(rows.map(({ relname }: { relname: string }) => relname));
  return Object.entries(INDEXES).filter(([name]) => !there.has(name));
}

async function schemaOfTrigrams(knex: Knex): Promise<string | undefined> {
  const { rows } = await knex.raw(
    "select nspname from pg_extension join pg_namespace on pg_namespace.oid = extnamespace where extname = 'pg_trgm'",
  );
  return rows[0]?.nspname;
}
