import type { JobCondition, ParsedJobQuery } from '@agentos-portal/plugin-agentos-common';
import type { CountKey } from '../jobs';

type Counter = CountKey & { count: number };

/** Fields that the counters are kept by. */
const COUNTED = new Set<string>(['instance', 'source', 'queue', 'state']);

const valueOf = (counter: Counter, field: string) => counter[field as keyof CountKey];

function holds(condition: JobCondition, counter: Counter): boolean {
  if (condition.type !== 'exact' && condition.type !== 'state' && condition.type !== 'pattern') return false;
  const value = valueOf(counter, condition.field);
  // A job without a queue is in none, so that only `-queue:…` finds it.
  const isThere = value !== '';
  const found = condition.values.some(wanted => {
    if (typeof wanted === 'string') return value === wanted;
    return wanted.prefix ? value.startsWith(wanted.text) : value === wanted.text;
  });
  return (isThere && found) !== condition.not;
}

/**
 * The number of jobs that a search finds, from the counters alone.
 * @returns undefined for a search that asks for more than they are kept by
 * @internal
 */
export function matchCounters(
  { conditions, text }: ParsedJobQuery,
  counters: readonly Counter[],
): number | undefined {
  if (text.length > 0 || !conditions.every(({ field }) => COUNTED.has(field))) return undefined;
  return counters
    .filter(counter => conditions.every(condition => holds(condition, counter)))
    .reduce((sum, { count }) => sum + count, 0);
}
