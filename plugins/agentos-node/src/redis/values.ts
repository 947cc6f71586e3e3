// The last millisecond that ISO 8601 writes with four digits for the year.
const LAST_INSTANT = 253_402_300_799_999;

/** A finite number out of what Redis holds as text. @internal */
export const toNumber = (value: unknown): number | undefined => {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const number = value === '' ? NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
};

/** A whole number from 0. @internal */
export const toCount = (value: unknown): number | undefined => {
  const number = toNumber(value);
  return Number.isSafeInteger(number) && number! >= 0 ? number : undefined;
};

/** A wall clock time in ms that can be written as an instant. @internal */
export const toTime = (value: unknown): number | undefined => {
  const number = toNumber(value);
  return number !== undefined && number >= 0 && number <= LAST_INSTANT ? Math.floor(number) : undefined;
};

/** ISO 8601 of a time from {@link toTime}. @internal */
export const toInstant = (time: number | undefined): string | undefined =>
  time === undefined ? undefined : new Date(time).toISOString();

/** A text of at most `max` characters. @internal */
export const cut = (text: string, max: number): string =>
  text.length > max ? `${text.slice(0, max - 1)}…` : text;
