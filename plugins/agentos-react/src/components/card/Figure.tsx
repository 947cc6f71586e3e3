import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { toneColor, type Tone } from '../status';

const Root = styled('div', {
  shouldForwardProp: prop => prop !== 'tone',
})<{ tone?: Tone }>(({ theme, tone }) => ({
  minWidth: 0,
  '& > strong': {
    display: 'block',
    fontSize: 22,
    lineHeight: '26px',
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
    color: tone ? toneColor(theme, tone) : theme.palette.text.primary,
    whiteSpace: 'nowrap',
  },
  '& > span': {
    color: theme.palette.text.secondary,
    fontSize: 12,
    whiteSpace: 'nowrap',
  },
}));

/** @public */
export interface FigureProps {
  label: string;
  /** A number with its unit, drawn by one of the value components. */
  children: ReactNode;
  /** Where the number asks for attention. */
  tone?: Tone;
}

/**
 * One number that matters, with its name.
 * @public
 */
export function Figure({ label, tone, children }: FigureProps) {
  return (
    <Root tone={tone}>
      <strong>{children}</strong>
      <span>{label}</span>
    </Root>
  );
}
