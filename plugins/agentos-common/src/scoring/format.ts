const UNITS: Array<[number, string]> = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/**
 * A duration for people, one unit: `850 ms`, `4.2 s`, `3 min`.
 * @param ms - milliseconds
 * @public
 */
export function formatDuration(ms: number): string {
  const unit = UNITS.find(([size]) => ms >= size);
  if (!unit) return `${Math.round(ms)} ms`;
  const value = ms / unit[0];
  return `${value < 10 && unit[1] !== 'd' ? Number(value.toFixed(1)) : Math.round(value)} ${unit[1]}`;
}

/**
 * A share from 0 to 1 as percent, never rounded up to 100 %.
 * @public
 */
export function formatPercent(share: number): string {
  const percent = share * 100;
  return share < 1 && percent > 99 ? `${Math.floor(percent * 10) / 10} %` : `${Math.round(percent)} %`;
}
