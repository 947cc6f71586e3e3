import { pressOperation } from './operationKeys';
import { useShortcut } from './useShortcut';

/**
 * `r` and `c` retry and cancel the job the keyboard stands on, or whose panel is open.
 * @internal
 */
export function useOperationKeys(): void {
  useShortcut('r', event => {
    event.preventDefault();
    pressOperation('r');
  });
  useShortcut('c', event => {
    event.preventDefault();
    pressOperation('c');
  });
}
