import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';

const Root = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  alignItems: 'center',
  padding: '0 16px 16px',
});

/** @public */
export interface PanelActionsProps {
  /** What the controls do something to. */
  label: string;
  children: ReactNode;
}

/**
 * The row of controls of a panel.
 * @public
 */
export function PanelActions({ label, children }: PanelActionsProps) {
  return (
    <Root role="group" aria-label={label}>
      {children}
    </Root>
  );
}
