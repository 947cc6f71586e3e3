import type { JsonValue } from '@backstage/types';
import type { JobRow } from '@agentos-portal/plugin-agentos-common';

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
  args?: JsonValue;
  result?: JsonValue;
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
