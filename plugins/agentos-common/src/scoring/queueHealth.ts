import type { Health, QueueRow } from '../model';
import { formatDuration, formatPercent } from './format';
import { ramp, type Score, weightedScore } from './score';
import { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds';

type Inputs = Pick<
  QueueRow,
  'paused' | 'queued' | 'consumers' | 'oldestQueuedMs' | 'waitP95Ms' | 'successRate' | 'objectiveMs'
> &
  Partial<Pick<QueueRow, 'orphaned'>>;

/**
 * Health of a queue from its counts and its last 15 minutes:
 * - `critical`: jobs wait and nobody consumes; the oldest waits longer than objective × `criticalFactor`; success below `criticalSuccess`
 * - `degraded`: paused with jobs waiting; jobs taken by workers that are gone; the oldest waits longer than the objective; success below
 *   `degradedSuccess`
 * - `unknown`: its counts are not measured
 * @public
 */
export function queueHealth(
  queue: Inputs,
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): { health: Health; reasons: string[] } {
  const waiting = queue.queued ?? 0;
  const orphaned = queue.orphaned ?? 0;
  const oldest = queue.oldestQueuedMs ?? 0;
  const objective = queue.objectiveMs ?? thresholds.waitMs;
  const late = `oldest job waits ${formatDuration(oldest)}, objective ${formatDuration(objective)}`;
  const success = queue.successRate;
  const succeeded = `success rate ${formatPercent(success ?? 0)} over 15 min`;
  const rules: Array<[boolean, Health, string]> = [
    [waiting > 0 && queue.consumers === 0, 'critical', `${waiting} waiting, no consumer`],
    [oldest > objective * thresholds.criticalFactor, 'critical', late],
    [success !== null && success < thresholds.criticalSuccess, 'critical', succeeded],
    [queue.paused === true && waiting > 0, 'degraded', `paused with ${waiting} waiting`],
    [orphaned > 0, 'degraded', `${orphaned} taken by workers that are gone`],
    [oldest > objective && oldest <= objective * thresholds.criticalFactor, 'degraded', late],
    [
      success !== null && success < thresholds.degradedSuccess && success >= thresholds.criticalSuccess,
      'degraded',
      succeeded,
    ],
    [queue.queued === null, 'unknown', 'counts not measured'],
  ];
  const broken = rules.filter(([applies]) => applies);
  return { health: broken[0]?.[1] ?? 'healthy', reasons: broken.map(rule => rule[2]) };
}

/**
 * Score of a queue over 15 minutes: 40 % success rate (1 at 100 %, 0 at 50 %), 40 % wait p95 against the objective
 * (1 within it, 0 at `criticalFactor` times it), 20 % age of the oldest job against the objective.
 * @public
 */
export function queueScore(queue: Inputs, thresholds: Thresholds = DEFAULT_THRESHOLDS): Score {
  const objective = queue.objectiveMs ?? thresholds.waitMs;
  const bad = objective * thresholds.criticalFactor;
  const oldest = queue.queued === null ? undefined : (queue.oldestQueuedMs ?? 0);
  return weightedScore([
    {
      name: 'success rate',
      value: queue.successRate ?? undefined,
      unit: '0..1',
      weight: 0.4,
      points: ramp(queue.successRate, 1, thresholds.criticalSuccess),
    },
    {
      name: 'wait p95',
      value: queue.waitP95Ms ?? undefined,
      unit: 'ms',
      weight: 0.4,
      points: ramp(queue.waitP95Ms, objective, bad),
    },
    { name: 'oldest waiting', value: oldest, unit: 'ms', weight: 0.2, points: ramp(oldest, objective, bad) },
  ]);
}
