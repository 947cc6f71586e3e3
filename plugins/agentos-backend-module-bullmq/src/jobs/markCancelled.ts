import { isCancelledReason } from '@agentos-portal/plugin-agentos-bullmq-reporter/protocol';
import type { KnownJob } from './KnownJobs';

/**
 * A job that was cancelled while it ran lies among the failed ones: BullMQ has no other place for it.
 * @returns true when it was
 * @internal
 */
export function markCancelled(job: KnownJob): boolean {
  if (job.state !== 'failed' || !isCancelledReason(job.error)) return false;
  job.state = 'cancelled';
  job.reason = job.error;
  job.error = undefined;
  return true;
}
