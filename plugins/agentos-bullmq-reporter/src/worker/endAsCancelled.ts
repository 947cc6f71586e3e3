import type { Job } from 'bullmq';
import { cancelledReason } from '../protocol';

/**
 * Makes a running job end for good, as cancelled, should it end by an error. BullMQ would try it again while it has attempts
 * left, and would keep whatever the processor throws when its signal fires ("This operation was aborted", or nothing at all)
 * as the reason. A job that completes all the same stays completed.
 * @internal
 */
export function endAsCancelled(job: Job, reason: string | undefined) {
  const moveToFailed = job.moveToFailed.bind(job);
  job.moveToFailed = (thrown, token, fetchNext) => {
    const error = new Error(cancelledReason(reason));
    // By this name BullMQ knows an error after which there is no further attempt.
    error.name = 'UnrecoverableError';
    if (thrown instanceof Error) error.stack = thrown.stack;
    return moveToFailed(error, token, fetchNext);
  };
}
