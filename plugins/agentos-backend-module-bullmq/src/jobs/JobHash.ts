import { parseFields, parseJson, toCount, toNumber, toTime } from '@agentos-portal/plugin-agentos-node/redis';

/**
 * The fields of a job's hash that a row is made of, never its data or result. `atm` and `ats` are attempts made and started,
 * `pb` the name of the worker.
 * @internal
 */
export const JOB_HASH_FIELDS = [
  'name',
  'timestamp',
  'processedOn',
  'finishedOn',
  'atm',
  'attemptsMade',
  'ats',
  'opts',
  'priority',
  'failedReason',
  'progress',
  'pb',
] as const;

/**
 * What a job's hash says. Times are ms since epoch by the clocks of producer and worker.
 * @internal
 */
export interface JobHash {
  name?: string;
  createdAt?: number;
  startedAt?: number;
  finishedAt?: number;
  attemptsMade: number;
  attemptsStarted?: number;
  maxAttempts?: number;
  /** Delay it was added with, in ms. */
  delayMs: number;
  priority?: number;
  failedReason?: string;
  /** Of that failure, with its stack; what parses the hash alone does not know it. */
  fingerprint?: string;
  /** From 0 to 1. */
  progress?: number;
  worker?: string;
}

/**
 * Reported progress as a share. BullMQ leaves its meaning to the processor; whole percents are the custom, objects say nothing.
 * @internal
 */
export function toProgress(text: unknown): number | undefined {
  const value = typeof text === 'string' ? parseJson(text) : undefined;
  const percent = toNumber(value);
  return percent === undefined ? undefined : Math.min(Math.max(percent, 0), 100) / 100;
}

/**
 * Reads the answer to HMGET of {@link JOB_HASH_FIELDS}.
 * @returns undefined when there is no such hash
 * @internal
 */
export function parseJobHash(reply: unknown): JobHash | undefined {
  if (!Array.isArray(reply) || reply.every(value => value === null)) {
    return undefined;
  }
  const values = new Map<string, string | undefined>(
    JOB_HASH_FIELDS.map((field, index) => [field, reply[index] ?? undefined]),
  );
  const options = parseFields(values.get('opts'));
  return {
    name: values.get('name'),
    createdAt: toTime(values.get('timestamp')),
    startedAt: toTime(values.get('processedOn')),
    finishedAt: toTime(values.get('finishedOn')),
    attemptsMade: toCount(values.get('atm')) ?? toCount(values.get('attemptsMade')) ?? 0,
    attemptsStarted: toCount(values.get('ats')),
    // BullMQ writes 0 for jobs that were given no number: they have one attempt.
    maxAttempts: Math.max(toCount(options.get('attempts')) ?? 1, 1),
    delayMs: toCount(options.get('delay')) ?? 0,
    priority: toNumber(values.get('priority')),
    failedReason: values.get('failedReason'),
    progress: toProgress(values.get('progress')),
    worker: values.get('pb'),
  };
}
