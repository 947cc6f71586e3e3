import type { AgentRow, JobRow, ObjectiveState } from '@agentos-portal/plugin-agentos-common';

/**
 * How well the objectives are met.
 * @internal
 */
export interface ObjectiveTotals {
  /** Agents that have an objective. */
  agents: number;
  /** Of those, by state. */
  byState: Record<ObjectiveState, number>;
  /** Share of the runs of the last hour within their objective, weighted by runs, 0 to 1; undefined when none was measured. */
  attainment: number | undefined;
  /** Open jobs that are past their deadline or close to it. */
  jobsAtRisk: number;
}

/**
 * @internal
 */
export function objectiveTotals(agents: readonly AgentRow[], jobs: readonly JobRow[]): ObjectiveTotals {
  const byState = { pending: 0, at_risk: 0, met: 0, breached: 0 };
  let runs = 0;
  let within = 0;
  const judged = agents.filter(({ objective }) => objective !== null);
  for (const { objective, jobsPerHour } of judged) {
    if (!objective) continue;
    byState[objective.status] += 1;
    if (objective.attainment !== null && jobsPerHour) {
      runs += jobsPerHour;
      within += objective.attainment * jobsPerHour;
    }
  }
  return {
    agents: judged.length,
    byState,
    attainment: runs === 0 ? undefined : within / runs,
    jobsAtRisk: jobs.filter(
      ({ objective, finishedAt }) =>
        finishedAt === null && (objective?.status === 'at_risk' || objective?.status === 'breached'),
    ).length,
  };
}
