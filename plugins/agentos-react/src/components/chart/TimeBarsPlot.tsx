import { alpha, styled, useTheme } from '@mui/material/styles';
import { useEffect, useMemo, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { toneColor } from '../status';
import { formatInstant } from '../values';
import { stackBars } from './stackBars';
import type { TimeBarsProps } from './TimeBars';

const Root = styled('div')(({ theme }) => ({
  position: 'relative',
  minWidth: 0,
  '& .uplot': { fontFamily: 'inherit' },
  '& .u-over': { cursor: 'crosshair' },
  '& .u-select': { background: alpha(theme.palette.primary.main, 0.2) },
}));

const Span = styled('div')(({ theme }) => ({
  position: 'absolute',
  top: 0,
  height: '100%',
  boxSizing: 'border-box',
  pointerEvents: 'none',
  backgroundColor: alpha(theme.palette.primary.main, 0.12),
  borderLeft: `1px solid ${theme.palette.primary.main}`,
  borderRight: `1px solid ${theme.palette.primary.main}`,
}));

const LONG_MS = 36 * 3_600_000;

/** So near the beginning a label would stand on that of the other axis. */
const CORNER = 0.015;

/** The clock, or the day where days are shown. */
function tickOf(at: number, { from, to }: { from: number; to: number }): string {
  if (at - from < (to - from) * CORNER) return '';
  const text = formatInstant(at);
  return to - from > LONG_MS ? text.slice(5, 10) : text.slice(11, 16);
}

/** Room for labels, in px. */
const SIZES = { x: 20, y: 40 };
/** A click is no brush. */
const SMALLEST_PX = 4;

/**
 * The picture itself, with what draws it.
 * @internal
 */
export function TimeBarsPlot({
  label,
  bars,
  series,
  from,
  to,
  stepMs,
  heightPx,
  span,
  onBrush,
}: TimeBarsProps) {
  const theme = useTheme();
  const root = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>();
  const mark = useRef<HTMLDivElement>(null);
  const latest = useRef({ onBrush, stepMs, span });
  latest.current = { onBrush, stepMs, span };
  const data = useMemo(
    () => stackBars(bars, { from, to, stepMs }, series.length) as UPlot.AlignedData,
    [bars, from, to, stepMs, series.length],
  );
  const first = useRef({ data, from, to });
  first.current = { data, from, to };
  // Colours are painted: a new theme needs a new picture.
  const colors = series.map(({ tone }) => toneColor(theme, tone)).join();
  const { divider, text } = theme.palette;

  const placeMark = useRef(() => {});
  placeMark.current = () => {
    const { current: chart } = plot;
    const { current: element } = mark;
    if (!element || !chart) return;
    const { span: shown } = latest.current;
    const left = shown ? Math.max(0, chart.valToPos(shown.from / 1_000, 'x')) : 0;
    const right = shown ? Math.min(chart.over.clientWidth, chart.valToPos(shown.to / 1_000, 'x')) : 0;
    element.hidden = !shown || right <= left;
    element.style.left = `${left}px`;
    element.style.width = `${right - left}px`;
  };

  useEffect(() => {
    const element = root.current!;
    const marker = mark.current;
    const axis = { stroke: text.secondary, font: '11px sans-serif', ticks: { show: false } };
    const chart = new UPlot(
      {
        width: Math.max(1, element.clientWidth),
        height: heightPx,
        legend: { show: false },
        padding: [6, 20, 0, 0],
        cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
        scales: {
          x: { time: true, range: () => [first.current.from / 1_000, first.current.to / 1_000] },
          y: { range: (_, __, max) => [0, Math.max(1, max ?? 1)] },
        },
        axes: [
          {
            ...axis,
            size: SIZES.x,
            gap: 2,
            space: 64,
            grid: { show: false },
            values: (_, splits) => splits.map(at => tickOf(at * 1_000, first.current)),
          },
          {
            ...axis,
            size: SIZES.y,
            gap: 4,
            space: 24,
            incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000],
            grid: { stroke: divider, width: 1 },
          },
        ],
        series: [
          {},
          ...colors
            .split(',')
            .reverse()
            .map(color => ({
              fill: color,
              stroke: color,
              width: 0,
              points: { show: false },
              paths: UPlot.paths.bars!({ size: [0.85, 24], gap: 0 }),
            })),
        ],
        hooks: {
          setSelect: [
            chosen => {
              const { left, width } = chosen.select;
              chosen.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
              if (width < SMALLEST_PX) return;
              const step = latest.current.stepMs;
              const at = (px: number) => chosen.posToVal(px, 'x') * 1_000;
              latest.current.onBrush?.({
                from: Math.floor(at(left) / step) * step,
                to: Math.ceil(at(left + width) / step) * step,
              });
            },
          ],
          draw: [() => placeMark.current()],
        },
      },
      first.current.data,
      element,
    );
    plot.current = chart;
    if (marker) chart.over.appendChild(marker);
    placeMark.current();
    const observer = new ResizeObserver(() =>
      chart.setSize({ width: Math.max(1, element.clientWidth), height: heightPx }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      // It is drawn by React: it goes back to where React left it.
      if (marker) element.appendChild(marker);
      chart.destroy();
    };
  }, [colors, divider, text.secondary, heightPx]);

  useEffect(() => plot.current?.setData(data), [data]);
  useEffect(() => placeMark.current(), [span]);

  return (
    <Root ref={root} role="img" aria-label={label} style={{ height: heightPx }}>
      <Span ref={mark} hidden />
    </Root>
  );
}
