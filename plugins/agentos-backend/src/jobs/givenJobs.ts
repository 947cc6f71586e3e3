import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import type { Knex } from 'knex';
import { isPostgres } from './inTurn';
import { recordOf } from './JobRecord';

/** Columns that a filter looks at, and their types. */
const COLUMNS = {
  id: 'text',
  instance: 'text',
  source: 'text',
  source_id: 'text',
  name: 'text',
  queue: 'text',
  state: 'text',
  agent: 'text',
  pipeline: 'text',
  worker: 'text',
  user: 'text',
  fingerprint: 'text',
  created_at: 'bigint',
  started_at: 'bigint',
  finished_at: 'bigint',
  duration_ms: 'bigint',
  priority: 'integer',
  words: 'text',
} as const;

type Column = keyof typeof COLUMNS;

const NAMES = Object.keys(COLUMNS) as Column[];

// What is no text to UTF-8 is none to JSON either.
const wellFormed = (value: unknown) => (typeof value === 'string' ? Buffer.from(value).toString() : value);

/**
 * Some jobs as they are given, in the shape of the table, for a query that is to be answered by them and not by what the table holds.
 * Only their arguments are those that the index knows.
 * @internal
 */
export function givenJobs(knex: Knex, rows: readonly JobRow[]): Knex.Raw {
  const given = JSON.stringify(
    rows.map(row => {
      const record = recordOf(row, 0);
      return Object.fromEntries(NAMES.map(name => [name, wellFormed(record[name])]));
    }),
  );
  if (isPostgres(knex)) {
    const types = NAMES.map(name => `"${name}" ${COLUMNS[name]}`).join(', ');
    return knex.raw(
      `(select given.*, known.n from jsonb_to_recordset(?::jsonb) as given(${types}) left join jobs known on known.id = given.id) as jobs`,
      [given],
    );
  }
  const fields = NAMES.map(name => `json_extract(value, '$.${name}') as "${name}"`).join(', ');
  return knex.raw(
    `(select given.*, known.n from (select ${fields} from json_each(?)) given left join jobs known on known.id = given.id) as jobs`,
    [given],
  );
}
