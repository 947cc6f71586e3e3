import { parseRowId, rowId } from '@agentos-portal/plugin-agentos-common';

/**
 * Id of the row of a task, a worker (node name) or a queue: Celery names each uniquely within its broker. The queue is no part of
 * a task's id, as it is often learned later than the task.
 * @internal
 */
export const celeryRowId = (sourceId: string, name: string): string => rowId(sourceId, name);

/**
 * The task, worker or queue of a row id.
 * @returns undefined when it is no id of this source
 * @internal
 */
export function nameOfRowId(sourceId: string, id: string): string | undefined {
  const [source, name, ...rest] = parseRowId(id) ?? [];
  return source === sourceId && name && rest.length === 0 ? name : undefined;
}
