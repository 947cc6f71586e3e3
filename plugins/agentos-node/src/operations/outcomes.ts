import type { OutcomeCode } from '@agentos-portal/plugin-agentos-common';
import type { TargetOutcome } from '../source';

/** What became of a target, without its id. @internal */
export type Outcome = Omit<TargetOutcome, 'id'>;

/** @internal */
export const succeeded = (message?: string): Outcome => ({ outcome: 'succeeded', message });

/** @internal */
export const skipped = (code: OutcomeCode, message: string): Outcome => ({
  outcome: 'skipped',
  code,
  message,
});

/** @internal */
export const failed = (message: string): Outcome => ({ outcome: 'failed', message });

/** @internal */
export const GONE = skipped('GONE', 'it is not there any more');

/** @internal */
export const NOT_BEGUN = skipped('ABORTED', 'ended before it was begun');

// What ioredis, and what is built on it, says when an answer is missing.
const NO_ANSWER =
  /max retries per request|connection is closed|connection close|isn't writeable|timed out|timeout/i;

/**
 * True when a command may or may not have been done.
 * @internal
 */
export function hasNoAnswer(error: unknown): boolean {
  const { name, message, code } = error as Error & { code?: unknown };
  if (name === 'ServiceUnavailableError') return true;
  if (name === 'ReplyError') return false;
  return NO_ANSWER.test(message) || (typeof code === 'string' && code.startsWith('E'));
}
