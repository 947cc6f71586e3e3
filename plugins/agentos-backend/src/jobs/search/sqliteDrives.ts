import type { Knex } from 'knex';
import type { JobFilter } from '../JobQuery';
import { BEFORE_ERROR } from '../JobRecord';
import { cutArgument } from '../readArguments';

/** Between two places: behind the first, up to the second. */
interface Range {
  after: number[] | undefined;
  upTo: number[] | undefined;
}

/**
 * What a search of SQLite goes through, slice by slice.
 * @internal
 */
export interface Drive {
  /** Jobs of the first slice; how long it takes tells how large the next may be. */
  slice: number;
  /** Columns of its order. */
  columns: string[];
  /** Its places behind one of them, in order. */
  places(knex: Knex, after: number[] | undefined): Knex.QueryBuilder;
  /** Its jobs of a slice. */
  jobs(knex: Knex, range: Range): Knex.QueryBuilder;
  /** All that the search is for: how many there are needs no look at the jobs. */
  counted?: (knex: Knex) => Knex.QueryBuilder;
}

function inRange(builder: Knex.QueryBuilder, columns: string[], { after, upTo }: Range) {
  const names = columns.map(() => '??').join(', ');
  const values = columns.map(() => '?').join(', ');
  if (after) builder.whereRaw(`(${names}) > (${values})`, [...columns, ...after]);
  if (upTo) builder.whereRaw(`(${names}) <= (${values})`, [...columns, ...upTo]);
  return builder;
}

const sortedBy = (builder: Knex.QueryBuilder, columns: string[]) =>
  builder.select(columns).orderBy(columns.map(column => ({ column })));

/** Jobs whose numbers are in a table or index of their own. */
const byNumber = (column: string, numbers: (knex: Knex) => Knex.QueryBuilder): Drive => ({
  slice: 2500,
  columns: [column],
  places: (knex, after) => sortedBy(inRange(numbers(knex), [column], { after, upTo: undefined }), [column]),
  jobs: (knex, range) => knex('jobs').whereIn('n', inRange(numbers(knex).select(column), [column], range)),
});

const scanned = (knex: Knex) => knex.from(knex.raw('jobs indexed by jobs_scan'));

/** Every job, by all that lists filter and sort by and nothing else. */
const SCAN: Drive = {
  slice: 20_000,
  columns: ['created_at', 'n'],
  places: (knex, after) =>
    sortedBy(inRange(scanned(knex), ['created_at', 'n'], { after, upTo: undefined }), ['created_at', 'n']),
  jobs: (knex, range) => inRange(scanned(knex), ['created_at', 'n'], range),
};

/** The few jobs that an index of their own gives at once. */
const AT_ONCE: Drive = {
  slice: 1,
  columns: ['n'],
  places: knex => knex('jobs').select('n').whereRaw('1 = 0'),
  jobs: knex => knex('jobs'),
};

/** Shorter texts are in too many jobs to be kept by them. */
const INDEXED_LENGTH = 3;

const isIndexed = (text: string) =>
  Array.from(text).length >= INDEXED_LENGTH && !text.includes('\u0000') && !text.includes(BEFORE_ERROR);

/** Texts that every job which matches has, as far as they have an index. */
function textsOf({ search }: JobFilter): string[] {
  const single = (search?.conditions ?? []).flatMap(condition =>
    condition.type === 'contains' && !condition.not && condition.values.length === 1 ? condition.values : [],
  );
  return [...(search?.text ?? []), ...single].filter(isIndexed);
}

/** True when a filter is texts that have an index, and nothing else. */
const isAlone = ({ fields, from, to, search }: JobFilter) =>
  Object.keys(fields).length === 0 &&
  from === undefined &&
  to === undefined &&
  search?.conditions.length === 0 &&
  search.text.every(isIndexed);

/**
 * The drive with the fewest jobs, as far as the conditions tell.
 * @internal
 */
export function driveOf(filter: JobFilter): Drive {
  const conditions = filter.search?.conditions.filter(({ not }) => !not) ?? [];
  if (conditions.some(({ field }) => field === 'id')) return AT_ONCE;
  const argument = conditions.find(({ type }) => type === 'argument');
  if (argument?.type === 'argument') {
    return byNumber('n', knex =>
      knex('job_args').where({ path: argument.path }).whereIn('value', argument.values.map(cutArgument)),
    );
  }
  const texts = textsOf(filter);
  if (texts.length === 0) return SCAN;
  const phrases = texts.map(text => `"${text.toLowerCase().replaceAll('"', '""')}"`).join(' ');
  const found = (knex: Knex) => knex('jobs_fts').whereRaw('jobs_fts match ?', [phrases]);
  return { ...byNumber('rowid', found), ...(isAlone(filter) ? { counted: found } : {}) };
}
