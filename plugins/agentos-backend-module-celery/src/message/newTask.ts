import { formatExactJson } from '@agentos-portal/plugin-agentos-common';
import type { JsonValue } from '@backstage/types';
import { randomUUID } from 'node:crypto';
import { createEnvelope, type Envelope } from './Envelope';
import type { ExactArguments, TaskMessage } from './TaskMessage';

/** Celery cuts at this length too. */
const REPR_CHARS = 1024;
const NOTHING_FOLLOWS = { callbacks: null, errbacks: null, chain: null, chord: null };
/** Who sent it, where Celery's own clients say `gen<pid>@host`. */
const ORIGIN = 'agentos-portal';

/** A new task, as somebody asks for it. @internal */
export interface NewTask {
  id: string;
  name: string;
  queue: string;
  exact: ExactArguments;
  /** What events and other monitors show as arguments; the JSON when absent, where Celery writes Python. */
  argsRepr?: string;
  kwargsRepr?: string;
  priority?: number;
  /** Where in a flow it stands; itself when absent. */
  rootId?: string;
  parentId?: string;
  /** What follows it. */
  embed?: TaskMessage['embed'];
  /** When it may begin, ISO 8601 with offset. */
  eta?: string;
  /** `[hard, soft]` in s. */
  timeLimit?: JsonValue;
}

/** The message of a new task, protocol 2. @internal */
export function newTask(task: NewTask): Envelope {
  const { id, exact, queue } = task;
  return createEnvelope({
    bodyText: `[${exact.args}, ${exact.kwargs}, ${formatExactJson(task.embed ?? NOTHING_FOLLOWS)}]`,
    delivery: { exchange: '', routingKey: queue },
    headers: {
      lang: 'js',
      task: task.name,
      id,
      shadow: null,
      eta: task.eta ?? null,
      expires: null,
      group: null,
      group_index: null,
      retries: 0,
      timelimit: task.timeLimit ?? [null, null],
      root_id: task.rootId ?? id,
      parent_id: task.parentId ?? null,
      argsrepr: (task.argsRepr ?? exact.args).slice(0, REPR_CHARS),
      kwargsrepr: (task.kwargsRepr ?? exact.kwargs).slice(0, REPR_CHARS),
      origin: ORIGIN,
      ignore_result: false,
    },
    properties: { correlation_id: id, reply_to: randomUUID(), priority: task.priority ?? 0 },
  });
}

/**
 * The message of a task once more, under a new id: the same arguments to the byte, and what follows it in a chain. It leaves its group
 * and its chord, waits for no time and begins with its first attempt.
 * @returns undefined when it is opaque and cannot be taken out of its group, or is of protocol 1 and opaque
 * @internal
 */
export function repeatedTask(task: TaskMessage, id: string, queue: string): Envelope | undefined {
  const rootId = task.rootId ?? task.id;
  const { exact, embed, argsRepr, kwargsRepr, name, priority, timeLimit, envelope } = task;
  if (exact) {
    return newTask({
      id,
      name,
      queue,
      exact,
      argsRepr,
      kwargsRepr,
      priority,
      timeLimit,
      rootId,
      parentId: task.id,
      // A second run would be counted in its chord twice.
      embed: embed && { ...embed, chord: null },
    });
  }
  if (task.protocol === 1 || task.group !== undefined) return undefined;
  return {
    ...envelope,
    headers: {
      ...envelope.headers,
      id,
      root_id: rootId,
      parent_id: task.id,
      retries: 0,
      eta: null,
      expires: null,
      group_index: null,
    },
    properties: {
      ...envelope.properties,
      correlation_id: id,
      delivery_info: { exchange: '', routing_key: queue },
      delivery_tag: randomUUID(),
    },
  };
}
