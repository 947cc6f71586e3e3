import { NotFoundError } from '@backstage/errors';
import { AgentDefinition, PipelineDefinition } from './agent';
import { classifyAgent } from './classifyAgent';
import { dedupeAgent } from './dedupeAgent';
import { embedAgent } from './embedAgent';
import { extractAgent } from './extractAgent';
import { fetchAgent } from './fetchAgent';
import { indexAgent } from './indexAgent';
import { reportAgent } from './reportAgent';
import { reviewAgent } from './reviewAgent';
import { splitAgent } from './splitAgent';
import { summariseAgent } from './summariseAgent';
import { AgentTask } from './task';
import { verifyAgent } from './verifyAgent';

const order: Array<{ id: string; title: string; tasks: AgentTask[] }> = [
  {
    id: 'documents',
    title: 'Documents',
    tasks: [fetchAgent, splitAgent, extractAgent, classifyAgent, embedAgent, indexAgent],
  },
  {
    id: 'insights',
    title: 'Insights',
    tasks: [summariseAgent, reviewAgent, reportAgent],
  },
  { id: 'upkeep', title: 'Upkeep', tasks: [dedupeAgent, verifyAgent] },
];

// The order within a pipeline says who follows: no agent knows another.
function place(
  { handOver, ...task }: AgentTask,
  pipeline: string,
  position: number,
  following: AgentTask | undefined,
): AgentDefinition {
  return {
    ...task,
    pipeline,
    position,
    queue: task.id,
    next:
      handOver && following
        ? (output, input) =>
            handOver(output, input).map(next => ({
              agentId: following.id,
              input: { runId: input.runId, ...next },
            }))
        : undefined,
  };
}

/**
 * The eleven agents, by pipeline and position.
 *
 * @public
 */
export const agents: readonly AgentDefinition[] = order.flatMap(({ id, tasks }) =>
  tasks.map((task, at) => place(task, id, at + 1, tasks[at + 1])),
);

/**
 * The three pipelines.
 *
 * @public
 */
export const pipelines: readonly PipelineDefinition[] = order.map(({ id, title, tasks }) => ({
  id,
  title,
  agents: tasks.map(task => task.id),
}));

/**
 * An agent by its id.
 *
 * @throws NotFoundError when the fleet has no such agent
 * @public
 */
export function agentById(id: string): AgentDefinition {
  const agent = agents.find(candidate => candidate.id === id);
  if (!agent) {
    const known = agents.map(candidate => candidate.id).join(', ');
    throw new NotFoundError(`No agent '${id}' in the fleet: one of ${known}`);
  }
  return agent;
}
