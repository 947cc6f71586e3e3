import { isObject } from '../message';
import type { Control } from './patient';

/** Where a worker has a task. @internal */
export interface TaskPlace {
  worker: string;
  /** `active`: it runs; `reserved` or `scheduled`: it waits in the worker. */
  state: string;
}

/**
 * Asks workers which of these tasks they have.
 * @param destination - node names; all workers when absent
 * @internal
 */
export async function findInWorkers(
  control: Control,
  ids: readonly string[],
  destination?: readonly string[],
): Promise<{ places: Map<string, TaskPlace>; listeners: number }> {
  const places = new Map<string, TaskPlace>();
  if (ids.length === 0) return { places, listeners: 0 };
  const { replies, listeners } = await control.call('query_task', { ids: Array.from(ids) }, { destination });
  for (const [worker, reply] of replies) {
    if (!isObject(reply)) continue;
    for (const [id, found] of Object.entries(reply)) {
      const state = Array.isArray(found) ? found[0] : undefined;
      if (typeof state !== 'string') continue;
      // A worker may have what was given back by another: that it runs somewhere counts.
      if (places.get(id)?.state !== 'active') places.set(id, { worker, state });
    }
  }
  return { places, listeners };
}
