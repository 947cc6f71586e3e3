import type { LoggerService } from '@backstage/backend-plugin-api';

/**
 * Tells somebody something. That they fail with it is no reason to tell others late, or them the same again.
 * @internal
 */
export function guarded(logger: LoggerService, tell: () => void) {
  try {
    tell();
  } catch (error) {
    logger.error('What the store told was not taken', error as Error);
  }
}
