import { agentScore, type AgentRow } from '@agentos-portal/plugin-agentos-common';
import {
  Count,
  Duration,
  NotMeasured,
  Percent,
  ScoreBadge,
  StatusBadge,
} from '@agentos-portal/plugin-agentos-react';
import { memo } from 'react';
import { NodeRoot } from './NodeRoot';

/** @internal */
export interface AgentNodeProps {
  agent: AgentRow;
  isBottleneck: boolean;
  isSelected: boolean;
  onOpen: (agent: AgentRow) => void;
}

function Node({ agent, isBottleneck, isSelected, onOpen }: AgentNodeProps) {
  return (
    <NodeRoot bottleneck={isBottleneck} aria-current={isSelected || undefined}>
      <article>
        <header>
          <small>{agent.position === null ? '' : agent.position + 1}</small>
          <button type="button" onClick={() => onOpen(agent)} title={agent.name}>
            {agent.name}
          </button>
        </header>
        <div>
          {agent.status === null ? (
            <NotMeasured />
          ) : (
            <StatusBadge kind="agent" status={agent.status} reasons={agent.reasons} />
          )}
          {isBottleneck && <StatusBadge kind="flag" status="bottleneck" />}
        </div>
        <dl>
          <div title="Jobs finished in the last hour">
            <dt>Jobs/h</dt>
            <dd>
              <Count value={agent.jobsPerHour} />
            </dd>
          </div>
          <div title="Completed over finished jobs of the last hour">
            <dt>Success</dt>
            <dd>
              <Percent value={agent.successRate} />
            </dd>
          </div>
          <div title="95th percentile of the run time of the last hour">
            <dt>p95</dt>
            <dd>
              <Duration value={agent.p95Ms} />
            </dd>
          </div>
          <div>
            <dt>Score</dt>
            <dd>
              <ScoreBadge value={agent.score} score={() => agentScore(agent)} />
            </dd>
          </div>
        </dl>
      </article>
    </NodeRoot>
  );
}

/**
 * An agent as a node of its pipeline.
 * @internal
 */
export const AgentNode = memo(Node);
