import { type EventName, rowId } from '@agentos-portal/plugin-agentos-common';
import type { ObservedRow, SourceEvent } from '@agentos-portal/plugin-agentos-node';
import { toInstant } from '@agentos-portal/plugin-agentos-node/redis';
import type { StreamEntry } from './StreamEntry';

// Fields of the row that the payload of a job's event has as well.
const TOLD = [
  'name',
  'queue',
  'worker',
  'state',
  'attempt',
  'maxAttempts',
  'progress',
  'error',
  'reason',
] as const;

// Told at the start and the end of an attempt only: whoever counts them must find each once.
const DURATIONS = ['waitMs', 'runMs'] as const;

/**
 * The domain event an entry of the stream stands for; the same entry gives the same id whenever it is read.
 * @param row - the job's row as of that entry
 * @internal
 */
export function jobEvent(
  sourceId: string,
  name: EventName,
  entry: StreamEntry,
  row: ObservedRow,
  timed: boolean,
): SourceEvent {
  const payload: Record<string, unknown> = { jobId: row.id };
  for (const field of timed ? [...TOLD, ...DURATIONS] : TOLD) {
    if (row[field] !== undefined) payload[field] = row[field];
  }
  return {
    name,
    id: rowId(sourceId, entry.queue, entry.id),
    payload,
    at: toInstant(entry.at),
  };
}
