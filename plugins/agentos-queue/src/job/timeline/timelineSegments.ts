import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import type { JobTimelineEntry } from '@agentos-portal/plugin-agentos-react';

/**
 * What a job did for a stretch of time. `earlier`: attempts whose times its engine does not keep; `rest`: it had ended, and somebody had
 * it run again.
 * @internal
 */
export type SegmentKind = 'wait' | 'delay' | 'run' | 'backoff' | 'earlier' | 'rest' | 'unknown';

/** @internal */
export interface Segment {
  kind: SegmentKind;
  /** ms since epoch. */
  from: number;
  to: number;
  /** It goes on: `to` is the present. */
  isOpen: boolean;
}

type Job = Pick<
  JobRow,
  'state' | 'createdAt' | 'startedAt' | 'finishedAt' | 'waitMs' | 'attempt' | 'maxAttempts'
>;

const KINDS: Readonly<Record<string, SegmentKind>> = {
  queued: 'wait',
  scheduled: 'delay',
  processing: 'run',
  retrying: 'backoff',
  completed: 'rest',
  failed: 'rest',
  cancelled: 'rest',
  lost: 'rest',
};

const timeOf = (instant: string | null) => (instant === null ? undefined : Date.parse(instant));

interface Moment {
  at: number;
  state: string;
}

/** What the row alone tells, until its source has told more. */
function momentsOfRow(job: Job): Moment[] {
  const [created, started, finished] = [job.createdAt, job.startedAt, job.finishedAt].map(timeOf);
  const ready = started !== undefined && job.waitMs !== null ? started - job.waitMs : undefined;
  const isDelayed = ready !== undefined && created !== undefined && ready - created > 1;
  const hasEnded = KINDS[job.state] === 'rest';
  const moments = [
    { at: created, state: isDelayed ? 'scheduled' : 'queued' },
    { at: isDelayed ? ready : undefined, state: 'queued' },
    { at: started, state: 'processing' },
    { at: hasEnded ? finished : undefined, state: job.state },
  ];
  return moments.flatMap(({ at, state }) => (at === undefined ? [] : [{ at, state }]));
}

/** Attempts that the moments do not tell of lie before the last time it became ready, or before it started where that is not known. */
function markEarlier(segments: Segment[], job: Job, moments: readonly Moment[]) {
  const runs = moments.filter(({ state }) => state === 'processing').length;
  if (runs === 0 || (job.attempt ?? 0) <= runs) return;
  const before = segments.slice(
    0,
    segments.findLastIndex(({ kind }) => kind === 'run'),
  );
  const isReadyKnown = before.length > 1 && before.at(-1)!.kind === 'wait';
  const earlier = before.at(isReadyKnown ? -2 : -1);
  if (earlier) earlier.kind = 'earlier';
}

/**
 * The life of a job as stretches that follow one another, oldest first; those of no length are left out.
 * @param timeline - every change of its state, where its source tells it
 * @param now - ms since epoch
 * @internal
 */
export function timelineSegments(
  job: Job,
  timeline: readonly JobTimelineEntry[] | undefined,
  now: number,
): Segment[] {
  const told = (timeline ?? [])
    .map(({ at, state }) => ({ at: Date.parse(at), state }))
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at);
  const moments = told.length > 0 ? told : momentsOfRow(job);
  const segments = moments.map(({ at, state }, index): Segment => {
    const next = moments[index + 1];
    const kind = KINDS[state] ?? 'unknown';
    return { kind, from: at, to: next?.at ?? Math.max(at, now), isOpen: next === undefined };
  });
  markEarlier(segments, job, moments);
  return segments.filter(({ kind, from, to, isOpen }) => (isOpen ? kind !== 'rest' : to > from));
}

/**
 * How long each kind of stretch took in all, ms, in the order of their first.
 * @internal
 */
export function totalsOf(segments: readonly Segment[]): Array<[SegmentKind, number]> {
  const totals = new Map<SegmentKind, number>();
  for (const { kind, from, to } of segments) totals.set(kind, (totals.get(kind) ?? 0) + to - from);
  return Array.from(totals);
}
