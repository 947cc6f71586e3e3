import { type EventName, type JobState, rowId } from '@agentos-portal/plugin-agentos-common';
import type { ObservedRow, SourceEvent } from '@agentos-portal/plugin-agentos-node';
import type { TaskView } from './TaskView';

/** What is told when a task turns to a state. */
const TOLD_OF: Partial<Record<JobState, EventName>> = {
  processing: 'job:processing',
  retrying: 'job:processing',
  completed: 'job:completed',
  failed: 'job:failed',
  cancelled: 'job:cancelled',
};

// Fields of the row that the payload of a job's event has as well.
const FIELDS = ['name', 'queue', 'worker', 'state', 'attempt', 'error', 'reason'] as const;
// Told at the start and the end of an attempt only: whoever counts them must find each once.
const DURATIONS = ['waitMs', 'runMs'] as const;

/** The moment that makes a turn one of its own: the same facts give the same id whenever they are read. */
const momentOf = ({ state, startedAt, finishedAt, failure }: TaskView) =>
  state === 'retrying' ? failure?.at : (finishedAt ?? startedAt);

function event(sourceId: string, name: EventName, row: ObservedRow, at: number | undefined, part: string) {
  const payload: Record<string, unknown> = { jobId: row.id };
  const isTimed = row.state !== 'retrying';
  for (const field of isTimed ? [...FIELDS, ...DURATIONS] : FIELDS) {
    if (row[field] !== undefined) payload[field] = row[field];
  }
  const id = rowId(sourceId, String(row.sourceId), part, ...(at === undefined ? [] : [String(at)]));
  return { name, id, payload, at: at === undefined ? undefined : new Date(at).toISOString() };
}

/**
 * The domain events of a task's change.
 * @param before - undefined for a task nobody knew of
 * @internal
 */
export function taskEvents(
  sourceId: string,
  row: ObservedRow,
  before: TaskView | undefined,
  after: TaskView,
  options: { createdAt?: number },
): SourceEvent[] {
  const events: SourceEvent[] = [];
  if (!before) {
    const created = { ...row, state: 'queued', worker: undefined, reason: undefined, error: undefined };
    events.push(
      event(
        sourceId,
        'job:created',
        { ...created, waitMs: undefined, runMs: undefined },
        options.createdAt,
        'created',
      ),
    );
  }
  const name = TOLD_OF[after.state];
  const isNews =
    name !== undefined &&
    (before?.state !== after.state || (after.state === 'processing' && before.startedAt !== after.startedAt));
  if (isNews) events.push(event(sourceId, name, row, momentOf(after), after.state));
  return events;
}
