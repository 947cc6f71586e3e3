import { parseExactJson, type ExactJson, type JobRow } from '@agentos-portal/plugin-agentos-common';
import type { JobAttempt, JobDetail, JobTimelineEntry } from './JobDetail';

/**
 * The answer of `GET /jobs/:id`: the fields of the row and the detail in one object; `null` = not known.
 * @internal
 */
export interface WireJob extends Omit<JobRow, 'error'> {
  args?: ExactJson;
  result?: ExactJson;
  /** The same as JSON texts, where they hold numbers that ordinary JSON would round. */
  argsJson?: string;
  resultJson?: string;
  omitted?: JobDetail['omitted'];
  gone?: boolean;
  unread?: string;
  attempts?: JobAttempt[];
  timeline?: JobTimelineEntry[] | null;
  error?: { type?: string | null; message: string; stack?: string; fingerprint?: string | null } | null;
  flow?: JobDetail['flow'] | null;
  /** Permissions that would show more. */
  denied?: string[];
}

const exact = (value: ExactJson | undefined, text: string | undefined) =>
  text === undefined ? (value ?? undefined) : parseExactJson(text);

/**
 * Parts the row of a job from what only its detail says.
 * @internal
 */
export function toJobDetail(wire: WireJob): JobDetail {
  const { args, result, argsJson, resultJson, omitted, gone, unread, ...known } = wire;
  const { attempts, timeline, error, flow, denied, ...row } = known;
  const { type = null, message, stack, fingerprint = null } = error ?? {};
  const failure = message === undefined ? null : { type, message, fingerprint };
  return {
    job: { ...row, error: failure },
    gone,
    unread,
    args: exact(args, argsJson),
    result: exact(result, resultJson),
    omitted,
    attempts: attempts?.length ? attempts : undefined,
    timeline: timeline ?? undefined,
    error: failure ? { type: type ?? undefined, message: failure.message, stack } : undefined,
    flow: flow ?? undefined,
    denied,
  };
}
