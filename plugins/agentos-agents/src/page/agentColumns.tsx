import { AGENT_STATUSES, agentScore, type AgentRow } from '@agentos-portal/plugin-agentos-common';
import {
  Age,
  Count,
  Duration,
  NotMeasured,
  Percent,
  ScoreBadge,
  StatusBadge,
  type Column,
} from '@agentos-portal/plugin-agentos-react';
import { objectiveSaid } from './objectiveSaid';

/** Worst first. */
const BADNESS: readonly string[] = [
  'failing',
  'offline',
  'paused',
  'unknown',
  'running',
  'idle',
] satisfies Array<(typeof AGENT_STATUSES)[number]>;

/**
 * The columns of the agent table. Statuses sort by how bad they are.
 * @internal
 */
export const AGENT_COLUMNS: ReadonlyArray<Column<AgentRow>> = [
  {
    id: 'name',
    label: 'Agent',
    width: 150,
    sortValue: row => row.name,
    render: row => row.name,
  },
  {
    id: 'status',
    label: 'Status',
    width: 100,
    sortValue: row => row.status && BADNESS.indexOf(row.status),
    render: row =>
      row.status === null ? (
        <NotMeasured />
      ) : (
        <StatusBadge kind="agent" status={row.status} reasons={row.reasons} />
      ),
  },
  {
    id: 'pipeline',
    label: 'Pipeline',
    width: 116,
    sortValue: row => row.pipeline,
    render: row => row.pipeline ?? <NotMeasured />,
  },
  {
    id: 'queue',
    label: 'Queue',
    width: 110,
    sortValue: row => row.queue,
    render: row => row.queue ?? <NotMeasured />,
  },
  {
    id: 'workers',
    label: 'Workers',
    description: 'Live workers that consume its queue',
    width: 84,
    align: 'end',
    sortValue: row => row.workers,
    render: row =>
      row.workers === 0 ? <StatusBadge kind="flag" status="nobody" /> : <Count value={row.workers} />,
  },
  {
    id: 'jobsPerHour',
    label: 'Jobs/h',
    description: 'Jobs finished in the last hour',
    width: 76,
    align: 'end',
    sortValue: row => row.jobsPerHour,
    render: row => <Count value={row.jobsPerHour} />,
  },
  {
    id: 'successRate',
    label: 'Success',
    description: 'Completed over finished jobs of the last hour',
    width: 80,
    align: 'end',
    sortValue: row => row.successRate,
    render: row => <Percent value={row.successRate} />,
  },
  {
    id: 'p95Ms',
    label: 'p95',
    description: '95th percentile of the run time of the last hour',
    width: 76,
    align: 'end',
    sortValue: row => row.p95Ms,
    render: row => <Duration value={row.p95Ms} />,
  },
  {
    id: 'objective',
    label: 'Objective',
    description: 'Share of the runs of the last hour within the objective',
    width: 104,
    sortValue: row => row.objective?.attainment,
    render: ({ objective }) =>
      objective === null ? (
        <NotMeasured />
      ) : (
        <StatusBadge kind="objective" status={objective.status} reasons={[objectiveSaid(objective)]} />
      ),
  },
  {
    id: 'lastRunAt',
    label: 'Last run',
    width: 80,
    align: 'end',
    sortValue: row => row.lastRunAt,
    render: row => <Age at={row.lastRunAt} />,
  },
  {
    id: 'score',
    label: 'Score',
    description: 'Performance over one hour, 0 to 100; its inputs are on the number',
    width: 70,
    align: 'end',
    sortValue: row => row.score,
    render: row => <ScoreBadge value={row.score} score={() => agentScore(row)} />,
  },
];
