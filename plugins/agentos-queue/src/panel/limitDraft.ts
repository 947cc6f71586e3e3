import type { JsonObject } from '@backstage/types';
import type { QueueLimits } from '../page/Limits';

/** @internal */
export interface LimitDraft {
  /** As typed; empty = no limit. */
  concurrency: string;
  max: string;
  seconds: string;
}

/** @internal */
export const draftOf = ({ concurrencyLimit, rateLimit, rateWindowMs }: QueueLimits): LimitDraft => ({
  concurrency: concurrencyLimit === null ? '' : String(concurrencyLimit),
  max: rateLimit === null ? '' : String(rateLimit),
  seconds: String((rateWindowMs ?? 60_000) / 1_000),
});

const MOST = 1_000_000;

const isCount = (text: string) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MOST;

/**
 * Parameters of the operation, or the field that is wrong.
 * @internal
 */
export function readLimits({
  concurrency,
  max,
  seconds,
}: LimitDraft): { params: JsonObject } | { wrong: keyof LimitDraft } {
  const [most, jobs, window] = [concurrency, max, seconds].map(text => text.trim());
  if (most !== '' && !isCount(most)) return { wrong: 'concurrency' };
  if (jobs !== '' && !isCount(jobs)) return { wrong: 'max' };
  const durationMs = Math.round(Number(window) * 1_000);
  if (jobs !== '' && !(window !== '' && durationMs >= 1 && durationMs <= MOST * 1_000))
    return { wrong: 'seconds' };
  return {
    params: {
      concurrency: most === '' ? null : Number(most),
      ...(jobs === '' ? { max: null } : { max: Number(jobs), durationMs }),
    },
  };
}
