import { type ExactJson, formatExactJson } from '@agentos-portal/plugin-agentos-common';
import { type Envelope, type ExactArguments, newTask, repeatedTask, type TaskMessage } from '../message';
import type { KnownTask } from './FleetView';
import { chainIds, type MessageArchive } from './MessageArchive';
import { isFields, type TaskResult } from './TaskResults';

/**
 * What a task was asked for, as far as an exact source tells.
 * @internal
 */
export interface TaskOrigin {
  name: string | undefined;
  queue: string | undefined;
  priority: number | undefined;
  rootId: string;
  /** Undefined when no exact source tells. */
  exact: ExactArguments | undefined;
  embed: TaskMessage['embed'];
  timeLimit: TaskMessage['timeLimit'];
  /** Its own message: repeated to the byte. */
  message: TaskMessage | undefined;
  /** Whether it is known what follows it. */
  knowsFollowers: boolean;
  /** It never ran: Celery fails the rest of a chain with the task that failed. */
  neverBegan: boolean;
}

const textOf = (value: ExactJson | undefined) =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** From its place in a chain whose first message was seen: what the chain says, after the result of the task before. */
function fromChain(id: string, archive: MessageArchive, results: Map<string, TaskResult>) {
  const place = archive.chainPlace(id);
  const chain = place?.holder.embed?.chain;
  if (!place || !Array.isArray(chain)) return undefined;
  const signature = chain[place.index];
  if (!isFields(signature) || signature.subtask_type) return undefined;
  const { args = [], kwargs = {}, immutable } = signature;
  const options = isFields(signature.options) ? signature.options : {};
  const before = results.get(precedingId(place.holder, place.index));
  const isKnown = immutable === true || before?.state === 'completed';
  if (!Array.isArray(args) || !isFields(kwargs)) return undefined;
  const all = immutable === true ? args : [before?.fields.result ?? null, ...args];
  return {
    name: textOf(signature.task),
    queue: textOf(options.queue) ?? textOf(options.routing_key),
    rootId: place.holder.rootId ?? place.holder.id,
    neverBegan: before !== undefined && before.state !== 'completed',
    exact: isKnown ? { args: formatExactJson(all), kwargs: formatExactJson(kwargs) } : undefined,
    embed: {
      callbacks: options.link ?? null,
      errbacks: options.link_error ?? null,
      chain: chain.slice(0, place.index),
      chord: null,
    },
  };
}

/** The task whose result a chain hands on; chains lie in messages in reverse order. */
function precedingId(holder: TaskMessage, index: number): string {
  const ids = chainIds(holder);
  return index + 1 < ids.length ? (ids[index + 1] ?? '') : holder.id;
}

/** Tasks whose results are needed to tell what these were asked for. @internal */
export function precedingIds(ids: readonly string[], archive: MessageArchive): string[] {
  return ids.flatMap(id => {
    const place = archive.chainPlace(id);
    return place ? [precedingId(place.holder, place.index)] : [];
  });
}

function fromResult(result: TaskResult | undefined): ExactArguments | undefined {
  const { args, kwargs } = result?.fields ?? {};
  return Array.isArray(args) && isFields(kwargs)
    ? { args: formatExactJson(args), kwargs: formatExactJson(kwargs) }
    : undefined;
}

/**
 * What is known of a task, the most exact source first: its own message, its place in a chain, its extended result. What events say is
 * no source: it is Python's repr, and cut.
 * @param results - of the tasks and of {@link precedingIds}
 * @internal
 */
export function originOf(
  id: string,
  options: { known: KnownTask | undefined; archive: MessageArchive; results: Map<string, TaskResult> },
): TaskOrigin {
  const { known, archive, results } = options;
  const message = archive.message(id);
  const chained = message ? undefined : fromChain(id, archive, results);
  const result = results.get(id);
  const fields = result?.fields ?? {};
  return {
    name: message?.name ?? chained?.name ?? known?.name ?? textOf(fields.name),
    queue: known?.queue ?? message?.queue ?? chained?.queue ?? textOf(fields.queue),
    priority: message?.priority ?? known?.priority,
    rootId: message?.rootId ?? chained?.rootId ?? known?.rootId ?? textOf(fields.root_id) ?? id,
    exact: message?.exact ?? chained?.exact ?? fromResult(result),
    embed: message?.embed ?? chained?.embed,
    timeLimit: message?.timeLimit,
    message,
    knowsFollowers: message !== undefined || chained !== undefined,
    neverBegan: chained?.neverBegan ?? false,
  };
}

/**
 * The message that does a task once more.
 * @param edited - arguments in place of its own
 * @returns undefined when no exact source tells its arguments
 * @internal
 */
export function repeatOf(
  id: string,
  newId: string,
  origin: TaskOrigin & { name: string; queue: string },
  edited: ExactArguments | undefined,
): Envelope | undefined {
  const { message, embed, queue } = origin;
  if (message && !edited) return repeatedTask(message, newId, queue);
  const exact = edited ?? origin.exact;
  return (
    exact &&
    newTask({
      ...origin,
      id: newId,
      exact,
      parentId: id,
      // A second run would be counted in its chord twice.
      embed: embed && { ...embed, chord: null },
    })
  );
}
