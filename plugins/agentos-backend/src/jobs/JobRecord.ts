import type { JobRow } from '@agentos-portal/plugin-agentos-common';

/** In a sort column: not measured. Every value that is measured is greater. */
const UNMEASURED = -1;

const ERROR_LENGTH = 2000;

/**
 * A job as the index keeps it.
 * @internal
 */
export interface JobRecord {
  id: string;
  /** Of the observation; an older one changes nothing. */
  rev: string;
  instance: string;
  source: string;
  source_id: string;
  name: string;
  queue: string | null;
  state: string;
  agent: string | null;
  pipeline: string | null;
  worker: string | null;
  user: string | null;
  fingerprint: string | null;
  created_at: number;
  started_at: number;
  finished_at: number;
  duration_ms: number;
  priority: number;
  /** The source no longer has it. */
  gone: boolean;
  changed_at: number;
  error: string | null;
  /** The row as sections carry it, JSON. */
  row: string;
}

const time = (instant: string | null) => (instant === null ? UNMEASURED : Date.parse(instant));

/** @internal */
export function recordOf(row: JobRow, now: number): JobRecord {
  return {
    id: row.id,
    rev: row.rev,
    instance: row.instance,
    source: row.source,
    source_id: row.sourceId,
    name: row.name,
    queue: row.queue,
    state: row.state,
    agent: row.agent,
    pipeline: row.pipeline,
    worker: row.worker,
    user: row.user,
    fingerprint: row.error?.fingerprint ?? null,
    created_at: time(row.createdAt),
    started_at: time(row.startedAt),
    finished_at: time(row.finishedAt),
    duration_ms: row.runMs === null ? UNMEASURED : Math.round(row.runMs),
    priority: row.priority ?? UNMEASURED,
    gone: false,
    changed_at: now,
    error: row.error
      ? [row.error.type, row.error.message].filter(Boolean).join(': ').slice(0, ERROR_LENGTH)
      : null,
    row: JSON.stringify(row),
  };
}
