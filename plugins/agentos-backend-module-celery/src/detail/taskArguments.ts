import { type ExactJson, parseExactJson } from '@agentos-portal/plugin-agentos-common';
import type { OmittedPayload } from '@agentos-portal/plugin-agentos-node';
import type { JsonValue } from '@backstage/types';
import type { TaskMessage } from '../message';
import { isFields } from '../operations';
import { argumentTexts } from '../tasks/searchedArguments';
import type { TaskFacts } from '../tasks/TaskFacts';

/**
 * The arguments of a task, or why they are not there.
 * @internal
 */
export type FoundArguments = { value: ExactJson } | { omitted: OmittedPayload };

/** Out of its message. @internal */
export function argumentsOfMessage({ exact, opaque, envelope }: TaskMessage): FoundArguments | undefined {
  if (exact) return { value: parseExactJson(`{"args": ${exact.args}, "kwargs": ${exact.kwargs}}`) };
  return opaque === undefined ? undefined : { omitted: { bytes: envelope.body.length, reason: 'opaque' } };
}

/**
 * Out of what has `args` and `kwargs` as they are: a result of an application with `result_extended`, or what a worker says of a task
 * it has. Texts in their place are Python.
 * @internal
 */
export function argumentsOfFields(fields: ExactJson | undefined): FoundArguments | undefined {
  if (!isFields(fields)) return undefined;
  const { args, kwargs } = fields;
  return Array.isArray(args) && isFields(kwargs) ? { value: { args, kwargs } } : undefined;
}

/** JSON with every digit; undefined for anything else. @internal */
export function readExact(text: string | undefined): ExactJson | undefined {
  if (text === undefined) return undefined;
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

/**
 * What events told are Python's representations. They are never read as values, and as texts what is to be hidden in them cannot be
 * told: all that is said is that there are arguments.
 * @internal
 */
export function omittedArguments(facts: TaskFacts): FoundArguments | undefined {
  const { args, kwargs } = argumentTexts(facts);
  if (args === undefined && kwargs === undefined) return undefined;
  return { omitted: { bytes: (args?.length ?? 0) + (kwargs?.length ?? 0), reason: 'opaque' } };
}

/** Ids of the tasks that a result names as children: `[[id, parent], …]`, of any depth. @internal */
export function childIds(children: JsonValue | undefined): string[] {
  if (!Array.isArray(children)) return [];
  return children.flatMap(child => {
    const [head] = Array.isArray(child) ? child : [];
    if (Array.isArray(head) && typeof head[0] === 'string') return [head[0]];
    return Array.isArray(child) ? childIds(child) : [];
  });
}
