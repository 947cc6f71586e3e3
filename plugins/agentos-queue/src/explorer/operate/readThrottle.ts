import type { OperationThrottle } from '@agentos-portal/plugin-agentos-common';

const FASTEST = 1_000;

/**
 * How fast an operation goes at most, as a person wrote it.
 * @returns undefined where nothing was written, `null` where it is no whole number from 1 to 1,000
 * @internal
 */
export function readThrottle(text: string): OperationThrottle | undefined | null {
  if (text.trim() === '') return undefined;
  const perSecond = Number(text);
  return Number.isInteger(perSecond) && perSecond >= 1 && perSecond <= FASTEST ? { perSecond } : null;
}
