import { AgentContext } from './agent';

/**
 * Does the work of an agent in paced steps: before each step the agent pauses
 * (half to one and a half times `msPerStep`), after it progress is reported. A
 * cancelled job ends between two steps.
 *
 * @returns what the steps returned, in order
 * @internal
 */
export async function inSteps<TItem, TResult>(
  items: readonly TItem[],
  msPerStep: number,
  context: AgentContext,
  step: (item: TItem, position: number) => TResult | Promise<TResult>,
): Promise<TResult[]> {
  const results: TResult[] = [];
  for (const [position, item] of items.entries()) {
    await context.pause(Math.round(msPerStep * (0.5 + context.random())));
    context.signal.throwIfAborted();
    results.push(await step(item, position));
    context.progress((position + 1) / items.length);
  }
  return results;
}
