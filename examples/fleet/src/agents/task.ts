import { AgentContext, AgentDefinition, AgentInput, AgentOutput } from './agent';

type AgentFacts = Omit<AgentDefinition, 'pipeline' | 'position' | 'queue' | 'run' | 'next'>;

/**
 * An agent before it has a place in a pipeline.
 *
 * @internal
 */
export interface AgentTask extends AgentFacts {
  run(input: AgentInput, context: AgentContext): Promise<AgentOutput>;
  /** Arguments for the agent that follows: one job for each entry. */
  handOver?(output: AgentOutput, input: AgentInput): AgentInput[];
}

/**
 * Defines an agent by typed functions. `parse` guards them: the arguments come
 * from a queue, and a person can have edited them.
 *
 * @internal
 */
export function defineTask<TInput, TOutput extends AgentOutput>(
  task: AgentFacts & {
    parse(input: AgentInput): TInput;
    run(input: TInput, context: AgentContext): Promise<TOutput>;
    handOver?(output: TOutput, input: TInput): AgentInput[];
  },
): AgentTask {
  const { parse, run, handOver, ...facts } = task;
  return {
    ...facts,
    run: async (input, context) => run(parse(input), context),
    handOver: handOver && ((output, input) => handOver(output as TOutput, parse(input))),
  };
}
