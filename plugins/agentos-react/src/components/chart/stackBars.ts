/**
 * One bar of a chart over time.
 * @public
 */
export interface TimeBar {
  /** Start of its step, ms since epoch. */
  at: number;
  /** One value for each series, in their order. */
  values: readonly number[];
}

/**
 * The data of uPlot for bars that stand on one another: seconds, then each series with those below it, the highest first, so that lower
 * ones are drawn over it. Steps in which nothing happened are bars of 0.
 * @param window - `from` and `to` in ms since epoch, `stepMs` the width of a bar
 * @internal
 */
export function stackBars(
  bars: readonly TimeBar[],
  { from, to, stepMs }: { from: number; to: number; stepMs: number },
  seriesCount: number,
): number[][] {
  const byStep = new Map(bars.map(({ at, values }) => [Math.floor(at / stepMs), values]));
  const steps: number[] = [];
  for (let step = Math.floor(from / stepMs); step * stepMs < to; step += 1) steps.push(step);
  const below = steps.map(() => 0);
  const stacked = Array.from({ length: seriesCount }, (_, series) =>
    steps.map((step, index) => {
      below[index] += byStep.get(step)?.[series] ?? 0;
      return below[index];
    }),
  );
  // In the middle of its step.
  return [steps.map(step => ((step + 0.5) * stepMs) / 1_000), ...stacked.reverse()];
}
