const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/**
 * A count or a rate: thousands are grouped, rates below 100 keep one decimal.
 * @public
 */
export function formatCount(value: number): string {
  return (Math.abs(value) < 100 ? TENTHS : WHOLE).format(value);
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/**
 * Bytes in the largest binary unit of which there is at least one.
 * @public
 */
export function formatBytes(bytes: number): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return `${formatCount(bytes / 1024 ** power)} ${BYTE_UNITS[power]}`;
}

const AGE_UNITS: Array<[number, string]> = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
];

/**
 * An age in whole units, so that it changes at most once a second: `4 s`, `3 min`, `2 h`. A clock that runs ahead gives `0 s`.
 * @param ms - milliseconds
 * @public
 */
export function formatAge(ms: number): string {
  const unit = AGE_UNITS.find(([size]) => ms >= size);
  return unit ? `${Math.floor(ms / unit[0])} ${unit[1]}` : `${Math.max(0, Math.floor(ms / 1000))} s`;
}

/**
 * An instant as people read it in logs: local date and time with seconds.
 * @public
 */
export function formatInstant(at: string | number | Date): string {
  const date = new Date(at);
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${formatClock(date)}`;
}

/**
 * Local time of day with seconds.
 * @public
 */
export function formatClock(at: string | number | Date): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map(part => String(part).padStart(2, '0'))
    .join(':');
}
