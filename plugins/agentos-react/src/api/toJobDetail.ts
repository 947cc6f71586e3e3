import type { JsonValue } from '@backstage/types';
import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import type { JobAttempt, JobDetail, JobTimelineEntry } from './JobDetail';

/**
 * The answer of `GET /jobs/:id`: the fields of the row and the detail in one object; `null` = not known.
 * @internal
 */
export interface WireJob extends Omit<JobRow, 'error'> {
  args?: JsonValue;
  result?: JsonValue;
  attempts?: JobAttempt[];
  timeline?: JobTimelineEntry[] | null;
  error?: { type?: string | null; message: string; stack?: string; fingerprint?: string | null } | null;
  flow?: JobDetail['flow'] | null;
  /** Permissions that would show more. */
  denied?: string[];
}

/**
 * Parts the row of a job from what only its detail says.
 * @internal
 */
export function toJobDetail(wire: WireJob): JobDetail {
  const { args, result, attempts, timeline, error, flow, denied, ...row } = wire;
  const { type = null, message, stack, fingerprint = null } = error ?? {};
  const failure = message === undefined ? null : { type, message, fingerprint };
  return {
    job: { ...row, error: failure },
    args: args ?? undefined,
    result: result ?? undefined,
    attempts: attempts?.length ? attempts : undefined,
    timeline: timeline ?? undefined,
    error: failure ? { type: type ?? undefined, message: failure.message, stack } : undefined,
    flow: flow ?? undefined,
    denied,
  };
}
