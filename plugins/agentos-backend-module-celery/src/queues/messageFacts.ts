import { toTime } from '@agentos-portal/plugin-agentos-node/redis';
import type { TaskMessage } from '../message';
import type { SeenMessage } from '../tasks/TaskFacts';

/** Python's representation is cut by Celery at this length too. */
const REPR_LENGTH = 1_024;

/** What the model keeps of a message. @internal */
export function seenMessage(task: TaskMessage, place: SeenMessage['place'], at: number): SeenMessage {
  return {
    place,
    at,
    name: task.name,
    queue: task.queue,
    priority: task.priority,
    retries: task.retries,
    eta: task.eta === undefined ? undefined : toTime(Date.parse(task.eta)),
    args: task.argsRepr?.slice(0, REPR_LENGTH),
    kwargs: task.kwargsRepr?.slice(0, REPR_LENGTH),
    rootId: task.rootId,
    parentId: task.parentId,
  };
}
