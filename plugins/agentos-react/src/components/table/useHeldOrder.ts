import { useRef } from 'react';
import { holdOrder, type HeldOrder } from './holdOrder';

/**
 * The rows to show: sorted, or in their places while `held`.
 * @param intent - what the person asked for (sort, filter): a change of it is shown at once
 * @internal
 */
export function useHeldOrder<T>(
  sorted: readonly T[],
  keyOf: (row: T) => string,
  held: boolean,
  intent: string,
): HeldOrder<T> {
  const shown = useRef({ rows: sorted, intent });
  const order = holdOrder(
    held && shown.current.intent === intent ? shown.current.rows : sorted,
    sorted,
    keyOf,
  );
  shown.current = { rows: order.rows, intent };
  return order;
}
