import { lazy, Suspense } from 'react';
import type { Tone } from '../status';
import type { TimeBar } from './stackBars';

export { type TimeBar } from './stackBars';

// What draws is as large as a page: it comes when the first chart is shown.
const Plot = lazy(() => import('./TimeBarsPlot').then(module => ({ default: module.TimeBarsPlot })));

/** @public */
export interface TimeBarsProps {
  /** What it shows, in words: a picture says nothing to a screen reader. */
  label: string;
  bars: readonly TimeBar[];
  /** From the bottom up. */
  series: ReadonlyArray<{ label: string; tone: Tone }>;
  /** Both in ms since epoch. */
  from: number;
  to: number;
  stepMs: number;
  heightPx: number;
  /** A stretch of time that is marked, ms since epoch. */
  span?: { from: number; to: number };
  /** Told of what was dragged over, in whole steps. */
  onBrush?: (span: { from: number; to: number }) => void;
}

/**
 * Bars over time that stand on one another, to brush a stretch of time with the pointer. Offer another way to those without one.
 * @public
 */
export function TimeBars(props: TimeBarsProps) {
  return (
    <Suspense fallback={<div style={{ height: props.heightPx }} />}>
      <Plot {...props} />
    </Suspense>
  );
}
