import { styled, useTheme } from '@mui/material/styles';
import { toneColor, type Tone } from '../status';
import { formatCount } from './format';
import { sparklinePath, type Point } from './sparklinePath';

const Root = styled('figure')(({ theme }) => ({
  margin: 0,
  '& svg': { display: 'block', width: '100%', overflow: 'visible' },
  '& figcaption': {
    display: 'flex',
    justifyContent: 'space-between',
    gap: 8,
    fontSize: 11,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
  '& figcaption span:first-of-type': {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
}));

/** @public */
export interface SparklineProps {
  /** Oldest first; undefined where nobody measured. */
  points: readonly Point[];
  /** What is drawn, with its unit and window, e.g. `jobs completed per minute, last 60 min`. */
  label: string;
  format?: (value: number) => string;
  tone?: Tone;
  /** Height in px. */
  height?: number;
  /** In a cell of a table: without the words below, which the label says. */
  isBare?: boolean;
}

const WIDTH = 100;

/**
 * A small line without axes. Its scale starts at 0; its label says the smallest, largest and last value.
 * @public
 */
export function Sparkline({
  points,
  label,
  format = formatCount,
  tone = 'active',
  height = 28,
  isBare = false,
}: SparklineProps) {
  const theme = useTheme();
  const measured = points.filter(point => point !== undefined);
  const said =
    measured.length === 0
      ? `${label}: not measured`
      : `${label}: min ${format(Math.min(...measured))}, max ${format(
          Math.max(...measured),
        )}, last ${format(measured[measured.length - 1])}`;
  return (
    <Root>
      <svg
        role="img"
        aria-label={said}
        viewBox={`0 -2 ${WIDTH} ${height + 4}`}
        height={height + 4}
        preserveAspectRatio="none"
      >
        <title>{said}</title>
        <line
          x1={0}
          x2={WIDTH}
          y1={height}
          y2={height}
          stroke={theme.palette.divider}
          vectorEffect="non-scaling-stroke"
        />
        <path
          d={sparklinePath(points, WIDTH, height)}
          fill="none"
          stroke={toneColor(theme, tone)}
          strokeWidth={1.5}
          strokeLinejoin="round"
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {!isBare && (
        <figcaption aria-hidden>
          <span>{label}</span>
          <span>{measured.length === 0 ? 'not measured' : `max ${format(Math.max(...measured))}`}</span>
        </figcaption>
      )}
    </Root>
  );
}
