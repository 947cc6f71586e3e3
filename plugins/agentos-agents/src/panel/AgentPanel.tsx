import { agentScore, type AgentRow } from '@agentos-portal/plugin-agentos-common';
import {
  Count,
  Duration,
  Figure,
  FigureRow,
  PanelSection,
  Percent,
  ReasonList,
  RowPanel,
  ScoreBadge,
  StatusBadge,
} from '@agentos-portal/plugin-agentos-react';
import { objectiveSaid } from '../page/objectiveSaid';
import { AgentJobs } from './AgentJobs';
import { AgentQueue } from './AgentQueue';

const nameOf = (row: AgentRow) => row.name;

function Headline({ row }: { row: AgentRow }) {
  return (
    <PanelSection title="Now">
      {row.status && <StatusBadge kind="agent" status={row.status} />}
      <ReasonList reasons={row.reasons} />
      {row.objective && (
        <div>
          objective <StatusBadge kind="objective" status={row.objective.status} />{' '}
          {objectiveSaid(row.objective)}
        </div>
      )}
      <FigureRow>
        <Figure label="jobs/h">
          <Count value={row.jobsPerHour} />
        </Figure>
        <Figure label="success">
          <Percent value={row.successRate} />
        </Figure>
        <Figure label="p95">
          <Duration value={row.p95Ms} />
        </Figure>
        <Figure label="score">
          <ScoreBadge value={row.score} score={() => agentScore(row)} />
        </Figure>
      </FigureRow>
    </PanelSection>
  );
}

/** @internal */
export interface AgentPanelProps {
  id: string;
  onClose: () => void;
}

/**
 * Everything about one agent: how it is, its queue, its recent jobs, every field.
 * @internal
 */
export function AgentPanel({ id, onClose }: AgentPanelProps) {
  return (
    <RowPanel key={id} section="agents" id={id} kind="Agent" titleOf={nameOf} onClose={onClose}>
      {row => ({
        before: <Headline row={row} />,
        after: (
          <>
            <PanelSection title="Its queue">
              <AgentQueue agent={row} />
            </PanelSection>
            <PanelSection title="Recent jobs">
              <AgentJobs id={row.id} />
            </PanelSection>
          </>
        ),
      })}
    </RowPanel>
  );
}
