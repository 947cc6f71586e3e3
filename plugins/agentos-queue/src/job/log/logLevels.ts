import type { JobLogLine } from '@agentos-portal/plugin-agentos-react';

const RANKS: Readonly<Record<string, number>> = {
  trace: 0,
  debug: 1,
  info: 2,
  notice: 2,
  warn: 3,
  warning: 3,
  error: 4,
  critical: 5,
  fatal: 5,
};

/** Levels one may ask for, least first: lines of it and worse. @internal */
export const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** @internal */
export type Level = (typeof LEVELS)[number];

const rankOf = (level: string | undefined) => (level === undefined ? undefined : RANKS[level.toLowerCase()]);

/** Whether any line tells its level; BullMQ keeps none. @internal */
export const tellLevels = (lines: readonly JobLogLine[]): boolean =>
  lines.some(({ level }) => rankOf(level) !== undefined);

/**
 * Lines that hold a text, in any case, and are of a level or worse. A line that tells no level is of any.
 * @internal
 */
export function filterLines(
  lines: readonly JobLogLine[],
  { text, level }: { text: string; level: Level | undefined },
): readonly JobLogLine[] {
  const wanted = text.trim().toLowerCase();
  const least = rankOf(level) ?? 0;
  if (!wanted && least === 0) return lines;
  return lines.filter(
    line => line.text.toLowerCase().includes(wanted) && (rankOf(line.level) ?? Infinity) >= least,
  );
}
