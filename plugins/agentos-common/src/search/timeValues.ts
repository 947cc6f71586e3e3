import type { QueryInstant } from './JobCondition';

const UNITS: Array<[name: string, ms: number]> = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
];

/** The longest duration a search may name: a hundred years. */
const MAX_MS = 36_500 * 86_400_000;

/**
 * Milliseconds of `500ms`, `1.5s`, `10m`, `2h` or `7d`, rounded; `undefined` for anything else and above 36,500 days.
 * @internal
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,13}(?:\.\d{1,9})?)(ms|s|m|h|d)$/.exec(text);
  const unit = UNITS.find(([name]) => name === match?.[2]);
  if (!match || !unit) return undefined;
  const ms = Math.round(Number(match[1]) * unit[1]);
  return ms <= MAX_MS ? ms : undefined;
}

/**
 * The shortest text that {@link parseDuration} reads as these milliseconds without a fraction.
 * @internal
 */
export function formatQueryDuration(ms: number): string {
  const [name, size] = UNITS.find(unit => ms > 0 && ms % unit[1] === 0) ?? ['ms', 1];
  return `${ms / size}${name}`;
}

const ISO_DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?([Zz]|[+-]\d{2}:\d{2})?)?$/;

function parseDate(text: string): string | undefined {
  const match = ISO_DATE.exec(text);
  if (!match) return undefined;
  const [year, month, day, hours, minutes, seconds] = match.slice(1, 7).map(part => Number(part ?? 0));
  const ms = Number((match[7] ?? '').padEnd(3, '0'));
  const local = new Date(Date.UTC(year, month - 1, day, hours, minutes, seconds, ms));
  const parts = [year, month, day, hours, minutes, seconds];
  const read = local.toISOString().split(/\D/, 6).map(Number);
  // A day or an hour that does not exist would be read as one that does.
  if (parts.some((part, index) => part !== read[index])) return undefined;
  const zone = /^([+-])(\d{2}):(\d{2})$/.exec(match[8] ?? '');
  if (zone && (Number(zone[2]) > 23 || Number(zone[3]) > 59)) return undefined;
  const offsetMinutes = zone ? Number(`${zone[1]}1`) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
  const at = new Date(local.getTime() - offsetMinutes * 60_000);
  return at.getUTCFullYear() >= 1970 && at.getUTCFullYear() <= 9999 ? at.toISOString() : undefined;
}

/**
 * A date or date and time of ISO 8601 from 1970 on, in UTC unless it names its offset, or `-2h`; `undefined` for anything else.
 * @internal
 */
export function parseInstant(text: string): QueryInstant | undefined {
  const agoMs = text.startsWith('-') ? parseDuration(text.slice(1)) : undefined;
  if (agoMs !== undefined) return { kind: 'relative', agoMs };
  const at = parseDate(text);
  return at === undefined ? undefined : { kind: 'absolute', at };
}

/**
 * The shortest text that {@link parseInstant} reads as this instant.
 * @internal
 */
export function formatInstant(instant: QueryInstant): string {
  if (instant.kind === 'relative') return `-${formatQueryDuration(instant.agoMs)}`;
  return instant.at.replace(/T00:00:00\.000Z$/, '').replace(/(?::00)?\.000Z$/, 'Z');
}

/**
 * The instant of a search made at `nowMs`: ISO 8601 in UTC.
 * @param nowMs - milliseconds since the epoch
 * @public
 */
export const resolveInstant = (instant: QueryInstant, nowMs: number): string =>
  instant.kind === 'absolute' ? instant.at : new Date(nowMs - instant.agoMs).toISOString();
