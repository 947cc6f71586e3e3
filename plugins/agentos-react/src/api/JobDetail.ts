import type { ExactJson, JobRow } from '@agentos-portal/plugin-agentos-common';

/**
 * A payload that the source has and does not give: `long` = too long to read, `opaque` = no JSON, so that nothing can be hidden in it.
 * @public
 */
export interface OmittedPayload {
  bytes: number;
  reason: 'long' | 'opaque';
}

/**
 * One try to run a job.
 * @public
 */
export interface JobAttempt {
  attempt: number;
  startedAt?: string;
  finishedAt?: string;
  error?: string;
  stack?: string;
}

/**
 * A change of a job's state.
 * @public
 */
export interface JobTimelineEntry {
  at: string;
  state: string;
  detail?: string;
}

/**
 * Everything known of one job. What its source does not know, or the person may not see, is absent.
 * @public
 */
export interface JobDetail {
  job: JobRow;
  /** Permissions that would show more. */
  denied?: string[];
  /** True when its source has forgotten it, and only its row is left. */
  gone?: boolean;
  /** Why its source could not be asked: only what the portal has kept of it is there. */
  unread?: string;
  /** Numbers have every digit. */
  args?: ExactJson;
  result?: ExactJson;
  /** Payloads that are known and left out. */
  omitted?: { args?: OmittedPayload; result?: OmittedPayload };
  attempts?: JobAttempt[];
  timeline?: JobTimelineEntry[];
  error?: { type?: string; message: string; stack?: string };
  flow?: { parent?: string; children: string[] };
}

/**
 * A line of a job's log.
 * @public
 */
export interface JobLogLine {
  /** Place in the log. */
  line: number;
  text: string;
  at?: string;
  level?: string;
}

/**
 * The answer of `GET /jobs/:id/logs`.
 * @public
 */
export interface JobLogs {
  items: JobLogLine[];
}
