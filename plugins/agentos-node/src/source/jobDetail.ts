import type { ExactJson } from '@agentos-portal/plugin-agentos-common';

/**
 * A payload that the source has and does not give.
 * @public
 */
export interface OmittedPayload {
  /** Its size in the source. */
  bytes: number;
  /** `long`: reading it would hold up everybody else; `opaque`: no JSON, so that what is to be hidden in it cannot be told. */
  reason: 'long' | 'opaque';
}

/**
 * Everything a source knows of one job. Payload fields are redacted by the router, not by the source.
 * @public
 */
export interface JobDetail {
  /** The row as {@link Collected} would give it. */
  job: { id: string } & Record<string, unknown>;
  /** The source remembers a part of it only: its name, and what the row leaves out, are as they were seen last. */
  partial?: boolean;
  /** Numbers with every digit: `parseExactJson` of agentos-common reads a JSON text that way. */
  args?: ExactJson;
  result?: ExactJson;
  /** Payloads that are known and left out. */
  omitted?: { args?: OmittedPayload; result?: OmittedPayload };
  attempts?: Array<{
    attempt: number;
    startedAt?: string;
    finishedAt?: string;
    error?: string;
    stack?: string;
  }>;
  timeline?: Array<{ at: string; state: string; detail?: string }>;
  error?: { type?: string; message: string; stack?: string };
  flow?: { parent?: string; children: string[] };
}

/**
 * One line of a job's log.
 * @public
 */
export interface JobLogLine {
  line: number;
  text: string;
  at?: string;
  level?: string;
}

/**
 * A page of job ids or rows straight from the source.
 * @public
 */
export interface JobPage {
  items: Array<{ id: string } & Record<string, unknown>>;
  nextCursor?: string;
  /** Arguments of jobs of the page by id; see the observation `upsert`. */
  args?: ReadonlyMap<string, ExactJson>;
}

/**
 * What {@link AgentOsSource.listJobs} is asked for.
 * @public
 */
export interface JobQuery {
  queue?: string;
  states?: string[];
  cursor?: string;
  /** 1 to 500. */
  limit: number;
}
