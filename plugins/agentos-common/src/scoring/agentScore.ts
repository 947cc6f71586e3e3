import type { AgentRow } from '../model';
import type { ObjectiveState } from '../model/states';
import { ramp, type Score, weightedScore } from './score';
import { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds';

/**
 * Score of an agent over one hour: 60 % success rate (1 at 100 %, 0 at 50 %), 40 % share of runs within the objective
 * (1 at 100 %, 0 at 50 %); without an objective the success rate alone.
 * @public
 */
export function agentScore(
  agent: Pick<AgentRow, 'successRate' | 'objective'>,
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): Score {
  const attainment = agent.objective?.attainment;
  return weightedScore([
    {
      name: 'success rate',
      value: agent.successRate ?? undefined,
      unit: '0..1',
      weight: 0.6,
      points: ramp(agent.successRate, 1, thresholds.criticalSuccess),
    },
    {
      name: 'within objective',
      value: attainment ?? undefined,
      unit: '0..1',
      weight: 0.4,
      points: ramp(attainment, 1, 0.5),
    },
  ]);
}

/**
 * Status of an objective that asks for a share of runs within a target: `met` at the share or above, `at_risk` within
 * 5 points below it, else `breached`; `pending` when nothing was measured.
 * @param attainment - share of runs within the target, 0 to 1
 * @param wanted - share asked for, 0 to 1
 * @public
 */
export function attainmentStatus(attainment: number | undefined, wanted = 0.95): ObjectiveState {
  if (attainment === undefined) return 'pending';
  if (attainment >= wanted) return 'met';
  return attainment >= wanted - 0.05 ? 'at_risk' : 'breached';
}

/**
 * Status of one job's objective: the time from its creation to its end against `targetMs`; an open job is `at_risk` from 80 % on.
 * @public
 */
export function jobObjectiveStatus(elapsedMs: number, targetMs: number, finished: boolean): ObjectiveState {
  if (elapsedMs > targetMs) return 'breached';
  if (finished) return 'met';
  return elapsedMs > 0.8 * targetMs ? 'at_risk' : 'pending';
}
