import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';

const Root = styled('section')(({ theme }) => ({
  padding: '0 16px 16px',
  '& h3': {
    margin: '0 0 4px',
    fontSize: 12,
    fontWeight: 600,
    color: theme.palette.text.secondary,
  },
}));

/** @public */
export interface PanelSectionProps {
  title: string;
  children: ReactNode;
}

/**
 * A part of a panel.
 * @public
 */
export function PanelSection({ title, children }: PanelSectionProps) {
  return (
    <Root>
      <h3>{title}</h3>
      {children}
    </Root>
  );
}
