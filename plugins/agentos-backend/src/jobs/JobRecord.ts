import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { fitText } from '../database';

/** In a sort column: not measured. Every value that is measured is greater. */
const UNMEASURED = -1;

const ERROR_LENGTH = 2000;

/** The largest number that an integer column holds. @internal */
export const MAX_INTEGER = 2 ** 31 - 1;

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
  /** What text is searched for in: see {@link wordsOf}. */
  words: string;
}

/** Stands between the names of a job and its error, and in neither. @internal */
export const BEFORE_ERROR = '\u0001';

const fitOrNull = (text: string | null) => (text === null ? null : fitText(text));

const time = (instant: string | null) => (instant === null ? UNMEASURED : Date.parse(instant));

const plain = (text: string) => text.toLowerCase().replaceAll(BEFORE_ERROR, '\ufffd');

/**
 * The texts of a job in which words are searched for, in small letters: its names, each that is not part of another, then its error.
 * @internal
 */
export function wordsOf(names: readonly string[], error: string | null): string {
  const small = names.map(plain);
  const apart = small.filter(
    (text, index) =>
      !small.some(
        (other, place) =>
          place !== index && other.includes(text) && (other.length > text.length || place < index),
      ),
  );
  return `${apart.join('\n')}${error === null ? '' : `${BEFORE_ERROR}${plain(error)}`}`;
}

/** @internal */
export function recordOf(row: JobRow, now: number): JobRecord {
  const [name, sourceId, queue] = [fitText(row.name), fitText(row.sourceId), fitOrNull(row.queue)];
  const error = row.error
    ? fitText([row.error.type, row.error.message].filter(Boolean).join(': '), ERROR_LENGTH)
    : null;
  return {
    id: row.id,
    rev: row.rev,
    instance: row.instance,
    source: row.source,
    source_id: sourceId,
    name,
    queue,
    state: row.state,
    agent: fitOrNull(row.agent),
    pipeline: fitOrNull(row.pipeline),
    worker: fitOrNull(row.worker),
    user: fitOrNull(row.user),
    fingerprint: fitOrNull(row.error?.fingerprint ?? null),
    created_at: time(row.createdAt),
    started_at: time(row.startedAt),
    finished_at: time(row.finishedAt),
    duration_ms: row.runMs === null ? UNMEASURED : Math.round(row.runMs),
    priority:
      row.priority === null
        ? UNMEASURED
        : Math.max(-MAX_INTEGER, Math.min(MAX_INTEGER, Math.trunc(row.priority))),
    gone: false,
    changed_at: now,
    error,
    row: JSON.stringify(row),
    words: wordsOf([name, queue ?? '', row.id, sourceId], error),
  };
}
