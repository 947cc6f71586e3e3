import { pressOperation } from './operationKeys';
import { useShortcut } from './useShortcut';

/**
 * `r` and `c` retry and cancel the job the keyboard stands on, or whose panel is open.
 * @internal
 */
export function useOperationKeys(): void {
  useShortcut('r', event => pressOperation('r') && event.preventDefault());
  useShortcut('c', event => pressOperation('c') && event.preventDefault());
}
