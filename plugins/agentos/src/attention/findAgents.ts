import { formatPercent } from '@agentos-portal/plugin-agentos-common';
import type { AttentionRule } from './AttentionRule';

/**
 * Agents that fail most of their jobs. Affected are the failures of an hour.
 * @internal
 */
export const findAgents: AttentionRule = ({ agents }, links) =>
  agents
    .filter(({ status }) => status === 'failing')
    .map(agent => ({
      id: `agent ${agent.id}`,
      severity: 'critical' as const,
      title:
        agent.successRate === null
          ? `Agent ${agent.name} is failing`
          : `Agent ${agent.name} succeeds in ${formatPercent(agent.successRate)} of its jobs`,
      detail: agent.reasons[0],
      affected: Math.round((agent.jobsPerHour ?? 0) * (1 - (agent.successRate ?? 0))),
      action: { label: 'See its failures', to: links.agent(agent.id) },
    }));
