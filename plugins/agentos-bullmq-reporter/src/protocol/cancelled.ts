const MARK = 'Cancelled';

/**
 * What a cancelled job leaves as its `failedReason`: BullMQ has no state for it.
 * @public
 */
export const cancelledReason = (reason: string | undefined): string => (reason ? `${MARK}: ${reason}` : MARK);

/**
 * Whether a job that BullMQ calls failed was cancelled.
 * @public
 */
export const isCancelledReason = (failedReason: string | undefined): boolean =>
  failedReason === MARK || Boolean(failedReason?.startsWith(`${MARK}: `));
