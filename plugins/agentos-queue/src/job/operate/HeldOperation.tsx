import { useCallback } from 'react';
import type { OperationKind } from '@agentos-portal/plugin-agentos-common';
import { OperationButton, type OperationButtonProps } from '@agentos-portal/plugin-agentos-react';

/** @internal */
export interface HeldOperationProps extends Omit<OperationButtonProps, 'onOpenChange'> {
  hold: (kind: OperationKind, isOpen: boolean) => void;
}

/**
 * A button that stays as long as its dialog is open.
 * @internal
 */
export function HeldOperation({ hold, ...props }: HeldOperationProps) {
  const { kind } = props;
  return (
    <OperationButton
      {...props}
      onOpenChange={useCallback((isOpen: boolean) => hold(kind, isOpen), [hold, kind])}
    />
  );
}
