import type { OperationTarget, OutcomeCode } from '@agentos-portal/plugin-agentos-common';

/** What each code means to a person. */
const WORDS: Record<OutcomeCode, string> = {
  NOT_CAPABLE: 'its source cannot do this',
  RUNNING: 'it is running',
  GONE: 'it is gone',
  STATE_CHANGED: 'its state changed meanwhile',
  NO_EXACT_ARGS: 'its exact arguments are not known',
  UNKNOWN_EFFECT: 'nobody can tell whether it was done',
  BLOCKED: 'it is blocked',
  ABORTED: 'it was aborted before its turn',
};

/** Why a target was not done, in words. @public */
export const refusalOf = ({ code, message }: Pick<OperationTarget, 'code' | 'message'>) =>
  message ?? (code ? WORDS[code] : 'it failed');

/**
 * Why a request was refused: what the server said, which the client wraps.
 * @public
 */
export const saidBy = (error: Error): string =>
  error.cause instanceof Error ? error.cause.message : error.message;
