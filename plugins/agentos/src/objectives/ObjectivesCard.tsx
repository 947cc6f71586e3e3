import { formatDuration, type AnalyticsRow } from '@agentos-portal/plugin-agentos-common';
import {
  Count,
  Figure,
  isKnown,
  MetricCard,
  Percent,
  Sparkline,
  useMinuteSeries,
  useSection,
} from '@agentos-portal/plugin-agentos-react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { agentsRouteRef } from '../routes';
import { objectiveTotals } from './objectiveTotals';

const wait = (row: AnalyticsRow) => row.waitP95Ms;

/**
 * How well the objectives of agents and jobs are met.
 * @internal
 */
export function ObjectivesCard() {
  const agents = useSection('agents');
  const jobs = useSection('jobs');
  const totals = useMemo(() => objectiveTotals(agents.rows, jobs.rows), [agents.rows, jobs.rows]);
  const unset = isKnown(agents) ? 'No agent has an objective' : undefined;
  const { breached, at_risk: atRisk } = totals.byState;
  return (
    <MetricCard
      title="Objectives"
      to={useRouteRef(agentsRouteRef)?.()}
      name="agents"
      section={agents}
      figures={
        <>
          <Figure label="runs within">
            <Percent value={totals.attainment} />
          </Figure>
          <Figure label="breached" tone={breached > 0 ? 'bad' : undefined}>
            <Count value={totals.agents === 0 ? null : breached} />
          </Figure>
          <Figure label="jobs at risk" tone={totals.jobsAtRisk > 0 ? 'warning' : undefined}>
            <Count value={isKnown(jobs) ? totals.jobsAtRisk : undefined} />
          </Figure>
        </>
      }
      chart={
        <Sparkline label="Wait p95, 60 min" points={useMinuteSeries(wait, 'max')} format={formatDuration} />
      }
      note={totals.agents === 0 ? unset : `${totals.agents} agents have one, ${atRisk} at risk`}
    />
  );
}
