import type { AgentRow, PipelineRow } from '@agentos-portal/plugin-agentos-common';

/**
 * A pipeline with its agents in order; without a row it is the agents that belong to none, or to one that is not known (yet).
 * @internal
 */
export interface AgentGroup {
  id: string;
  name: string;
  pipeline?: PipelineRow;
  agents: AgentRow[];
}

/** Agents of no pipeline; no id is empty. */
const NONE = '';

const byPosition = (a: AgentRow, b: AgentRow) =>
  (a.position ?? Infinity) - (b.position ?? Infinity) ||
  a.name.localeCompare(b.name) ||
  a.id.localeCompare(b.id);

/**
 * Agents by pipeline, pipelines by name, agents without one last.
 * @internal
 */
export function groupAgents(agents: readonly AgentRow[], pipelines: readonly PipelineRow[]): AgentGroup[] {
  const groups = new Map<string, AgentGroup>(
    pipelines.map(pipeline => [pipeline.id, { id: pipeline.id, name: pipeline.name, pipeline, agents: [] }]),
  );
  for (const agent of agents) {
    const id = agent.pipeline ?? NONE;
    const group = groups.get(id) ?? {
      id,
      name: id === NONE ? 'Without a pipeline' : id,
      agents: [],
    };
    group.agents.push(agent);
    groups.set(id, group);
  }
  return [...groups.values()]
    .map(group => ({ ...group, agents: group.agents.sort(byPosition) }))
    .sort((a, b) => Number(a.id === NONE) - Number(b.id === NONE) || a.name.localeCompare(b.name));
}
