import { failed, type Outcome } from '@agentos-portal/plugin-agentos-node/operations';
import type { Control } from './patient';

/**
 * Why a task of this name would fail at once; undefined when a worker has it, or none answers.
 * @internal
 */
export type NameCheck = (name: string) => Outcome | undefined;

/** Asks workers what tasks they have. @internal */
export async function checkNames(control: Control): Promise<NameCheck> {
  const { replies } = await control.call('registered');
  const lists = Array.from(replies.values()).filter(reply => Array.isArray(reply));
  // Each is followed by what was asked for beside it, after a space.
  const names = new Set(lists.flat().map(entry => String(entry).split(' ')[0]));
  return name =>
    lists.length === 0 || names.has(name)
      ? undefined
      : failed(`no worker has a task '${name}': check its name, or start a worker that has it`);
}
