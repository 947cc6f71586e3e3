import { parseEnvelope, parseTaskMessage } from '../message';
import type { OperationAccess } from './OperationAccess';

const PAGE = 500;
/** Of one list. Behind so many a task can be flagged, and is thrown away when it is taken. */
const MAX_DEPTH = 20_000;

/** A message that waits. @internal */
export interface WaitingMessage {
  list: string;
  /** The element itself: LREM finds nothing else. */
  raw: string;
}

function idOf(raw: string): string | undefined {
  const id = parseEnvelope(raw)?.headers.id;
  return typeof id === 'string' ? id : parseTaskMessage(raw)?.id;
}

/**
 * Looks for messages in the lists of queues, those first that run next. Lists move meanwhile: one that is not found may wait all the same.
 * @param ids - what to look for
 * @internal
 */
export async function findWaiting(
  { connection, keys }: Pick<OperationAccess, 'connection' | 'keys'>,
  ids: ReadonlySet<string>,
  queues: Iterable<string>,
): Promise<Map<string, WaitingMessage>> {
  const found = new Map<string, WaitingMessage>();
  for (const list of Array.from(queues).flatMap(queue => keys.queueLists(queue))) {
    for (let depth = 0; depth < MAX_DEPTH && found.size < ids.size; depth += PAGE) {
      const [elements] = await connection.run([['LRANGE', list, -depth - PAGE, -depth - 1]]);
      if (!Array.isArray(elements) || elements.length === 0) break;
      for (const raw of elements) {
        const id = idOf(raw);
        if (id !== undefined && ids.has(id)) found.set(id, { list, raw });
      }
      if (elements.length < PAGE) break;
    }
  }
  return found;
}

/** Ids of the tasks in a list, at most this many. @internal */
export async function waitingIds(
  connection: OperationAccess['connection'],
  list: string,
  max: number,
): Promise<string[]> {
  const [elements] = await connection.run([['LRANGE', list, -max, -1]]);
  return Array.isArray(elements) ? elements.flatMap(raw => idOf(raw) ?? []) : [];
}
