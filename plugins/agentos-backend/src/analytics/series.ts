import type { AnalyticsDimension } from '@agentos-portal/plugin-agentos-common';
import { fitText } from '../database';
import type { JobFact } from './JobFact';

/** @internal */
export type Dimension = AnalyticsDimension | 'instance';

/**
 * What figures are kept for.
 * @internal
 */
export interface Series {
  dimension: Dimension;
  instance: string;
  /** A row id, an id of an agent or instance, or a name of jobs. */
  key: string;
}

/**
 * Keys of an instance that have a series of their own; the others are one together. Instances and agents are in the configuration,
 * the rest may be as many as a system likes.
 * @internal
 */
export const SERIES_LIMITS: Record<Dimension, number> = {
  instance: 1,
  agent: 500,
  queue: 500,
  worker: 500,
  name: 200,
};

/** @internal */
export const DIMENSIONS = Object.keys(SERIES_LIMITS) as Dimension[];

/** Key of all that have no series of their own. @internal */
export const OTHER = 'other';

/** What a fact counts for. @internal */
export function seriesOf({ instance, queue, worker, agent, name }: JobFact): Series[] {
  if (instance === undefined) return [];
  const keys: Array<[Dimension, string | undefined]> = [
    ['instance', instance],
    ['queue', queue],
    ['worker', worker],
    ['agent', agent],
    ['name', name],
  ];
  return keys.flatMap(([dimension, key]) => (key ? [{ dimension, instance, key: fitText(key) }] : []));
}
