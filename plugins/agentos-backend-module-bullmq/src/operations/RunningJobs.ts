import type { TargetOutcome } from '@agentos-portal/plugin-agentos-node';

/**
 * Ends jobs while they run. Only the process of the worker can do that.
 * @internal
 */
export interface RunningJobs {
  /**
   * Resolves when the worker has answered, or will not.
   * @param reason - of the person, told to the processor
   */
  cancel(queue: string, jobId: string, reason?: string): Promise<Omit<TargetOutcome, 'id'>>;
}

/**
 * For workers that listen to nobody.
 * @internal
 */
export const UNREACHABLE: RunningJobs = {
  async cancel() {
    return {
      outcome: 'skipped',
      code: 'NOT_CAPABLE',
      message: 'the worker that runs it has no reporter',
    };
  },
};
