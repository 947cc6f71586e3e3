import {
  type ArgumentCondition,
  type JobCondition,
  type ParsedJobQuery,
  resolveInstant,
  type TextPattern,
} from '@agentos-portal/plugin-agentos-common';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { JobField, JobFilter } from '../JobQuery';
import { BEFORE_ERROR, MAX_INTEGER } from '../JobRecord';
import { cutArgument } from '../readArguments';

/** Sorts behind every text that begins as the one before it does. */
const LAST = '\u{10ffff}';

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
 */
const mayOccur = (value: string | number) =>
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

/** @param after - what stands before it, anywhere */
function contains(text: string, after = ''): Fragment {
  if (!mayOccur(text) || text.includes(BEFORE_ERROR)) return NEVER;
  const pattern = text.toLowerCase().replace(/[\\%_]/g, '\\$&');
  return { sql: `?? like ? escape '\\'`, bindings: ['words', `%${after}${pattern}%`] };
}

function matches(column: string, { text, prefix }: TextPattern): Fragment {
  if (!prefix) return equals(column, [text]);
  if (text === '') return { sql: '?? is not null', bindings: [column] };
  if (!mayOccur(text)) return NEVER;
  return { sql: '?? >= ? and ?? < ?', bindings: [column, text, column, `${text}${LAST}`] };
}

// What is not measured is -1 in the table, and in no range.
const within = (column: string, bound: 'from' | 'to', value: number): Fragment => ({
  sql: `?? >= 0 and ?? ${bound === 'from' ? '>=' : '<'} ?`,
  bindings: [column, column, value],
});

/** What a condition is read against. */
interface Surroundings {
  /** ms since epoch. */
  now: number;
  /** Paths of arguments that are indexed. */
  args: ReadonlySet<string>;
}

function hasArgument({ path, values }: ArgumentCondition, paths: ReadonlySet<string>): Fragment {
  if (!paths.has(path)) {
    const known = paths.size > 0 ? `it indexes ${Array.from(paths).join(', ')}` : 'it indexes none';
    throw new InputError(
      `q: args.${path} is not one of the paths that this portal indexes (agentos.search.args); ${known}`,
    );
  }
  const { sql, bindings } = equals('value', values.map(cutArgument));
  return { sql: `n in (select n from job_args where path = ? and ${sql})`, bindings: [path, ...bindings] };
}

function fragmentOf(condition: JobCondition, column: string, { now, args }: Surroundings): Fragment {
  switch (condition.type) {
    case 'exact':
    case 'state':
    case 'number':
      return equals(column, condition.values);
    case 'pattern':
      return anyOf(condition.values.map(value => matches(column, value)));
    case 'contains':
      return anyOf(condition.values.map(value => contains(value, `${BEFORE_ERROR}%`)));
    case 'instant':
      return within(column, condition.bound, Date.parse(resolveInstant(condition.value, now)));
    case 'duration':
      return within(column, condition.bound, condition.value);
    default:
      return hasArgument(condition, args);
  }
}

function searchFor(query: Knex.QueryBuilder, { conditions, text }: ParsedJobQuery, around: Surroundings) {
  for (const condition of conditions) {
    const columns = COLUMNS[condition.field] ?? [condition.field];
    const { sql, bindings } = anyOf(columns.map(column => fragmentOf(condition, column, around)));
    // A value that is not measured makes a comparison null: excluded by neither.
    query.whereRaw(condition.not ? `not coalesce((${sql}), false)` : `(${sql})`, bindings);
  }
  for (const word of text) {
    const { sql, bindings } = contains(word);
    query.whereRaw(sql, bindings);
  }
}

/**
 * Narrows a query of `jobs`, or of a part of it by that name, to what a filter selects.
 * @throws InputError for an argument that is not indexed
 * @internal
 */
export function narrow(
  query: Knex.QueryBuilder,
  { fields, from, to, search }: JobFilter,
  around: Surroundings,
): Knex.QueryBuilder {
  for (const [field, values] of Object.entries(fields) as Array<[JobField, string[]]>) {
    query.whereIn(field, values.filter(mayOccur));
  }
  if (from !== undefined) query.where('created_at', '>=', from);
  if (to !== undefined) query.whereBetween('created_at', [0, to - 1]);
  if (search) searchFor(query, search, around);
  return query;
}
