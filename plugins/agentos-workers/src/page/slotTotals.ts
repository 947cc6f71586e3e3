import type { WorkerRow } from '@agentos-portal/plugin-agentos-common';
import { isLive } from '../capacity';

/**
 * Busy and total slots of the live workers that say how many they have; undefined when none does.
 * @internal
 */
export function slotTotals(workers: readonly WorkerRow[]): {
  busy: number | undefined;
  slots: number | undefined;
} {
  const sized = workers.filter(worker => isLive(worker) && worker.concurrency !== null);
  if (sized.length === 0) return { busy: undefined, slots: undefined };
  return {
    busy: sized.some(({ active }) => active !== null)
      ? sized.reduce((sum, { active }) => sum + (active ?? 0), 0)
      : undefined,
    slots: sized.reduce((sum, { concurrency }) => sum + (concurrency ?? 0), 0),
  };
}
