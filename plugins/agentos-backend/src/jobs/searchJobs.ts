import {
  type JobCondition,
  type ParsedJobQuery,
  resolveInstant,
  type TextPattern,
} from '@agentos-portal/plugin-agentos-common';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { MAX_INTEGER } from './JobRecord';

/** Columns in which a word of free text may occur. */
const TEXT_COLUMNS = ['name', 'queue', 'source_id', 'id', 'error'];

/** Columns of the qualifiers that are not named as theirs. */
const COLUMNS: Record<string, string[]> = {
  created: ['created_at'],
  started: ['started_at'],
  finished: ['finished_at'],
  duration: ['duration_ms'],
  // Here or in its own engine.
  id: ['id', 'source_id'],
};

/** A condition in SQL; every value of a person is a binding. */
interface Fragment {
  sql: string;
  bindings: Array<string | number>;
}

const NEVER: Fragment = { sql: '1 = 0', bindings: [] };

/**
 * False for what no column holds, and PostgreSQL refuses where it reads a value: NUL in a text, a number beyond its type.
 * @internal
 */
export const mayOccur = (value: string | number) =>
  typeof value === 'number' ? Math.abs(value) <= MAX_INTEGER : !value.includes('\u0000');

const anyOf = (fragments: Fragment[]): Fragment =>
  fragments.length === 0
    ? NEVER
    : {
        sql: fragments.map(({ sql }) => `(${sql})`).join(' or '),
        bindings: fragments.flatMap(({ bindings }) => bindings),
      };

function equals(column: string, values: Array<string | number>): Fragment {
  const possible = values.filter(mayOccur);
  if (possible.length === 0) return NEVER;
  return { sql: `?? in (${possible.map(() => '?').join(', ')})`, bindings: [column, ...possible] };
}

function contains(column: string, text: string): Fragment {
  if (!mayOccur(text)) return NEVER;
  const pattern = text.toLowerCase().replace(/[\\%_]/g, '\\$&');
  return { sql: `lower(??) like ? escape '\\'`, bindings: [column, `%${pattern}%`] };
}

function matches(column: string, { text, prefix }: TextPattern): Fragment {
  if (!prefix) return equals(column, [text]);
  if (text === '') return { sql: '?? is not null', bindings: [column] };
  if (!mayOccur(text)) return NEVER;
  // LIKE minds the case in one database and not in the other.
  return { sql: 'substr(??, 1, ?) = ?', bindings: [column, Array.from(text).length, text] };
}

// What is not measured is -1 in the table, and in no range.
const within = (column: string, bound: 'from' | 'to', value: number): Fragment => ({
  sql: `?? >= 0 and ?? ${bound === 'from' ? '>=' : '<'} ?`,
  bindings: [column, column, value],
});

function fragmentOf(condition: JobCondition, column: string, now: number): Fragment {
  switch (condition.type) {
    case 'exact':
    case 'state':
    case 'number':
      return equals(column, condition.values);
    case 'pattern':
      return anyOf(condition.values.map(value => matches(column, value)));
    case 'contains':
      return anyOf(condition.values.map(value => contains(column, value)));
    case 'instant':
      return within(column, condition.bound, Date.parse(resolveInstant(condition.value, now)));
    case 'duration':
      return within(column, condition.bound, condition.value);
    default:
      throw new InputError(`q: args.${condition.path} is not one of the paths that this portal indexes`);
  }
}

/**
 * Narrows a query of the index to what a person searched for.
 * @throws InputError for an argument that is not indexed
 * @internal
 */
export function searchJobs(query: Knex.QueryBuilder, { conditions, text }: ParsedJobQuery, now: number) {
  for (const condition of conditions) {
    const columns = COLUMNS[condition.field] ?? [condition.field];
    const { sql, bindings } = anyOf(columns.map(column => fragmentOf(condition, column, now)));
    // A value that is not measured makes a comparison null: excluded by neither.
    query.whereRaw(condition.not ? `not coalesce((${sql}), false)` : `(${sql})`, bindings);
  }
  for (const word of text) {
    const { sql, bindings } = anyOf(TEXT_COLUMNS.map(column => contains(column, word)));
    query.whereRaw(`(${sql})`, bindings);
  }
}
