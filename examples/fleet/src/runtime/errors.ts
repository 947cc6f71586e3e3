import { CustomErrorBase, ServiceUnavailableError } from '@backstage/errors';

/**
 * An agent looked at the work and refused it: the reason is the message.
 *
 * @public
 */
export class RejectedError extends CustomErrorBase {
  name = 'RejectedError' as const;
}

/**
 * A running job was cancelled.
 *
 * @public
 */
export class CancelledError extends CustomErrorBase {
  name = 'CancelledError' as const;
}

/**
 * Whether another attempt can succeed. A missing document stays missing; only
 * what was busy is worth the wait.
 *
 * @public
 */
export function isTransient(error: unknown): boolean {
  return error instanceof ServiceUnavailableError;
}
