const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/** Whether a browser knows a time zone. @internal */
export function isTimeZone(timeZone: string): boolean {
  try {
    return Boolean(formatOf(timeZone));
  } catch {
    return false;
  }
}

/**
 * What clocks of a time zone show at an instant, written as if it were UTC, ms.
 * @throws RangeError for a time zone that nobody knows
 * @internal
 */
export function wallOf(at: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
}

/**
 * The instant at which clocks of a time zone show this, the first where they show it twice; undefined where they never do.
 * @internal
 */
export function instantOf(wall: number, timeZone: string): number | undefined {
  const guesses = [wall - 86_400_000, wall, wall + 86_400_000].map(
    near => wall - (wallOf(near, timeZone) - near),
  );
  return Array.from(new Set(guesses))
    .sort((a, b) => a - b)
    .find(at => wallOf(at, timeZone) === wall);
}

/** A time zone of which nobody says anything. @internal */
export const ASSUMED_ZONE = 'UTC';
