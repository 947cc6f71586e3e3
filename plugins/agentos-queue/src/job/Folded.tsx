import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';

const Root = styled('details')(({ theme }) => ({
  marginTop: 4,
  '& > summary': {
    cursor: 'pointer',
    padding: '2px 0',
    overflowWrap: 'anywhere',
    borderRadius: 2,
    '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
  },
}));

/** @internal */
export interface FoldedProps {
  summary: ReactNode;
  /** Unfolded at first. */
  isOpen?: boolean;
  children: ReactNode;
}

/**
 * What is shown when it is asked for.
 * @internal
 */
export function Folded({ summary, isOpen, children }: FoldedProps) {
  return (
    <Root open={isOpen}>
      <summary>{summary}</summary>
      {children}
    </Root>
  );
}
