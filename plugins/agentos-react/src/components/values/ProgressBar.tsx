import { alpha, styled } from '@mui/material/styles';
import { toneColor, type Tone } from '../status';

const Track = styled('div')(({ theme }) => ({
  height: 6,
  borderRadius: 3,
  overflow: 'hidden',
  backgroundColor: alpha(theme.palette.text.primary, 0.1),
}));

const Fill = styled('div', {
  shouldForwardProp: prop => prop !== 'tone',
})<{ tone: Tone }>(({ theme, tone }) => ({
  height: '100%',
  backgroundColor: toneColor(theme, tone),
  transition: 'width 200ms linear',
  '@media (prefers-reduced-motion: reduce)': { transition: 'none' },
}));

/** @public */
export interface ProgressBarProps {
  /** Share done or used, 0 to 1; `null` is not measured and leaves the bar empty. */
  value: number | null | undefined;
  /** What the bar measures. */
  label: string;
  /** The value in words, e.g. `3 of 4 slots busy`. */
  text?: string;
  tone?: Tone;
}

/**
 * A share as a bar.
 * @public
 */
export function ProgressBar({ value, label, text, tone = 'active' }: ProgressBarProps) {
  const measured = value !== null && value !== undefined;
  const percent = measured ? Math.min(1, Math.max(0, value)) * 100 : 0;
  return (
    <Track
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      aria-valuetext={measured ? text : 'not measured'}
      title={measured ? text : 'not measured'}
    >
      <Fill tone={tone} style={{ width: `${percent}%` }} />
    </Track>
  );
}
