import { useCallback, useState } from 'react';
import type { OperationKind } from '@agentos-portal/plugin-agentos-common';

/**
 * The operations to offer: those that make sense now, and the one whose dialog is open. What it does changes what makes sense, and the
 * dialog has yet to tell how it went.
 * @internal
 */
export function useHeldKind(offered: readonly OperationKind[]) {
  const [held, setHeld] = useState<OperationKind>();
  const hold = useCallback((kind: OperationKind, isOpen: boolean) => {
    setHeld(before => {
      if (isOpen) return kind;
      return before === kind ? undefined : before;
    });
  }, []);
  const kinds = held && !offered.includes(held) ? [held, ...offered] : offered;
  return { kinds, hold };
}
