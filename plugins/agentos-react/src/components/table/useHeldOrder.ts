import { useRef } from 'react';
import { holdOrder, type HeldOrder } from './holdOrder';

/**
 * The rows to show: the first `limit` of the sorted ones, or those shown before in their places while `held`.
 * @param intent - what the person asked for (sort, filter): a change of it is shown at once
 * @internal
 */
export function useHeldOrder<T>(
  sorted: readonly T[],
  keyOf: (row: T) => string,
  held: boolean,
  intent: string,
  limit?: number,
): HeldOrder<T> {
  const shown = useRef({ rows: sorted, intent });
  const isHeld = held && shown.current.intent === intent;
  const order = holdOrder(isHeld ? shown.current.rows : sorted.slice(0, limit), sorted, keyOf, limit);
  shown.current = { rows: order.rows, intent };
  return order;
}
