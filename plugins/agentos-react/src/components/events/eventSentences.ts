import { formatDuration, formatPercent } from '@agentos-portal/plugin-agentos-common';

/**
 * Says in one sentence what happened. The data comes from anywhere: nothing in it is certain.
 * @internal
 */
export type Say = (data: Record<string, unknown>, type: string) => string;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const words = (...parts: Array<string | undefined | false>) => parts.filter(Boolean).join(' ');

/** A number and its unit stay together. */
const onOneLine = (amount: string) => amount.replace(' ', '\u00a0');

const job = (data: Record<string, unknown>) => text(data.name) ?? text(data.jobId) ?? 'A job';
const on = (value: unknown, word: string) => text(value) && `${word} ${text(value)}`;
const reason = ({ error }: Record<string, unknown>) =>
  typeof error === 'object' && error !== null
    ? text((error as Record<string, unknown>).message)
    : text(error);

/** @internal */
export const jobNew: Say = data => words(job(data), 'queued', on(data.queue, 'in'));

/** @internal */
export const jobProgress: Say = data => {
  const attempt =
    number(data.attempt) !== undefined &&
    `(attempt ${data.attempt}${number(data.maxAttempts) === undefined ? '' : ` of ${data.maxAttempts}`})`;
  if (data.state === 'retrying') {
    return words(job(data), 'will be tried again', attempt, reason(data) && `after: ${reason(data)}`);
  }
  const progress = number(data.progress);
  return progress
    ? words(job(data), 'is at', onOneLine(formatPercent(progress)))
    : words(job(data), 'started', on(data.queue, 'in'));
};

/** @internal */
export const jobDone: Say = data => {
  const runMs = number(data.runMs);
  return words(job(data), 'completed', runMs !== undefined && `in ${onOneLine(formatDuration(runMs))}`);
};

/** @internal */
export const jobFailed: Say = data =>
  [words(job(data), 'failed', on(data.queue, 'in')), reason(data)].filter(Boolean).join(': ');

/** @internal */
export const jobCancelled: Say = data =>
  words(job(data), 'was cancelled', text(data.reason) && `: ${data.reason}`);

/** @internal */
export const operation: Say = data => words('Operation', text(data.kind), 'is', text(data.state));

/**
 * Something changed its health: what, from, to, and why.
 * @param kind - what it is
 * @param happened - what happened to it; default: `is <status>`
 * @internal
 */
export const saysHealth =
  (kind: string, happened?: string): Say =>
  data => {
    const name =
      text(data.name) ??
      text(data.queue) ??
      text(data.instance) ??
      text(data.workerId) ??
      text(data.agentId) ??
      text(data.pipelineId);
    const status = text(data.tier) ?? text(data.health) ?? text(data.status);
    const was = text(data.previous);
    const reasons = Array.isArray(data.reasons)
      ? data.reasons.filter(part => text(part)).join('; ')
      : undefined;
    const state = status && words(`is ${status}`, was && was !== status && `(was ${was})`);
    return [words(kind, name, happened ?? state ?? 'reported'), reasons].filter(Boolean).join(': ');
  };
