/** A process writes its report this often unless told otherwise, in ms. @public */
export const REPORT_INTERVAL_MS = 5_000;

/**
 * How long the last report of a silent process is kept, in ms: long enough that a process that hangs is seen to be silent,
 * and is not taken for one without a reporter.
 * @public
 */
export const REPORT_RETENTION_MS = 3_600_000;

/**
 * Hash of all processes under a BullMQ prefix: field = process id, value = ms since epoch by Redis' clock, a blank, and the
 * {@link ProcessReport} as JSON. One HGETALL reads them all.
 * @public
 */
export const reportsKey = (prefix: string): string => `agentos:reporter:${prefix}`;

/**
 * Channel a process takes commands from.
 * @public
 */
export const commandChannel = (prefix: string, processId: string): string =>
  `agentos:reporter:${prefix}:commands:${processId}`;

/**
 * List that the answers to a call are pushed to; it vanishes by itself.
 * @public
 */
export const replyKey = (prefix: string, callId: string): string =>
  `agentos:reporter:${prefix}:replies:${callId}`;
