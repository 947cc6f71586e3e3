import { CLOSE_CODES } from '@agentos-portal/plugin-agentos-common';
import type { DelayRange } from './backoff';

/**
 * What a close code means for the next attempt. Every attempt asks for a fresh token and resumes from the position,
 * so 4401 (token expired) and 4408 (too slow) need no more than that.
 * @internal
 */
export interface CloseRule {
  /** When to try again, instead of the backoff. */
  delay?: DelayRange;
  /** The person may not read AgentOS. */
  denied?: boolean;
}

/**
 * How often a client tries that was refused, or that reads over HTTP meanwhile.
 * @internal
 */
export const SLOW_RETRY: DelayRange = { minMs: 30_000, maxMs: 60_000 };

/** @internal */
export const CLOSE_RULES: Readonly<Record<number, CloseRule>> = {
  [CLOSE_CODES.restarting]: { delay: { minMs: 100, maxMs: 2_000 } },
  [CLOSE_CODES.policy]: { delay: { minMs: 10_000, maxMs: 30_000 } },
  [CLOSE_CODES.tooMany]: { delay: { minMs: 10_000, maxMs: 30_000 } },
  [CLOSE_CODES.forbidden]: { delay: SLOW_RETRY, denied: true },
};
