import { formatJobQuery, type JobState, type QueueRow } from '@agentos-portal/plugin-agentos-common';

/**
 * Search parameters by which the explorer shows the jobs of a queue, of all states or of some. A queue is known by its name within its source.
 * @internal
 */
export function queueSearch(
  { name, source }: Pick<QueueRow, 'name' | 'source'>,
  instance: string | undefined,
  states: JobState[] = [],
): URLSearchParams {
  const q = formatJobQuery({
    conditions: [
      { type: 'pattern', field: 'queue', values: [{ text: name, prefix: false }], not: false },
      { type: 'exact', field: 'source', values: [source], not: false },
      ...(states.length > 0 ? [{ type: 'state', field: 'state', values: states, not: false } as const] : []),
    ],
    text: [],
  });
  return new URLSearchParams({ q, ...(instance ? { instance } : {}) });
}
