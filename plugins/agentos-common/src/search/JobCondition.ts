import type { JobState } from '../model';
import type { QualifierOf, QualifierType } from './qualifiers';

/**
 * Text that a value is, or with `prefix` begins with. An empty prefix is any value.
 * @public
 */
export interface TextPattern {
  text: string;
  prefix: boolean;
}

/**
 * A point in time: fixed (ISO 8601 in UTC, with milliseconds), or so long before the search is made.
 * @public
 */
export type QueryInstant = { kind: 'absolute'; at: string } | { kind: 'relative'; agoMs: number };

/**
 * A condition that holds when the row's value is one of `values`; with `not`, when it is none of them or not measured.
 * @public
 */
export interface ListCondition<T extends QualifierType, V> {
  type: T;
  field: QualifierOf<T>;
  not: boolean;
  values: V[];
}

/**
 * One end of a half-open range: `from` holds for the value itself and above, `to` below it. A row without the value
 * matches only with `not`.
 * @public
 */
export interface BoundCondition<T extends QualifierType, V> {
  type: T;
  field: QualifierOf<T>;
  not: boolean;
  bound: 'from' | 'to';
  value: V;
}

/**
 * A condition on an argument; `path` is what follows `args.`.
 * @public
 */
export interface ArgumentCondition extends ListCondition<'argument', string> {
  path: string;
}

/**
 * One qualifier of a job search; `type` tells its shape. Durations are in milliseconds.
 * @public
 */
export type JobCondition =
  | ListCondition<'pattern', TextPattern>
  | ListCondition<'exact', string>
  | ListCondition<'contains', string>
  | ListCondition<'state', JobState>
  | ListCondition<'number', number>
  | ArgumentCondition
  | BoundCondition<'instant', QueryInstant>
  | BoundCondition<'duration', number>;

/**
 * A job search: every condition holds, and every text is found.
 * @public
 */
export interface ParsedJobQuery {
  conditions: JobCondition[];
  text: string[];
}
