import type { ExactJson } from '@agentos-portal/plugin-agentos-common';
import { parseLiteral } from '../python/parseLiteral';
import type { TaskFacts } from './TaskFacts';

/** Python's representations of the arguments, where somebody told them. @internal */
export const argumentTexts = ({ received, sent, message }: TaskFacts) => ({
  args: received?.args ?? sent?.args ?? message?.args,
  kwargs: received?.kwargs ?? sent?.kwargs ?? message?.kwargs,
});

/**
 * The arguments for searches, as far as their representations are literals that were not cut. Good enough to find a task by, and not to send it
 * again: a tuple is a list here, and an object that shows itself as a literal is one.
 * @internal
 */
export function searchedArguments(facts: TaskFacts): ExactJson | undefined {
  const texts = argumentTexts(facts);
  const args = texts.args === undefined ? undefined : parseLiteral(texts.args);
  const kwargs = texts.kwargs === undefined ? undefined : parseLiteral(texts.kwargs);
  return args === undefined && kwargs === undefined ? undefined : { args, kwargs };
}
