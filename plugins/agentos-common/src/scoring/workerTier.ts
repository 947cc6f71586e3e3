import type { WorkerRow, WorkerTier } from '../model';
import { formatDuration, formatPercent } from './format';
import { ramp, type Score, weightedScore } from './score';
import { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds';

type Inputs = Pick<WorkerRow, 'successRate' | 'cpuPercent' | 'active' | 'concurrency'>;

/**
 * Tier of a worker from the age of its heartbeat, its success rate over 15 minutes and its CPU use. A worker without heartbeats
 * (a source that only sees connections) is judged by the rest.
 * @param heartbeatAgeMs - undefined when the source has no heartbeat
 * @public
 */
export function workerTier(
  worker: Inputs,
  heartbeatAgeMs: number | undefined,
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): { tier: WorkerTier; reasons: string[] } {
  const age = heartbeatAgeMs ?? 0;
  const silent = `last heartbeat ${formatDuration(age)} ago`;
  const success = worker.successRate;
  const succeeded = `success rate ${formatPercent(success ?? 0)} over 15 min`;
  const cpu = worker.cpuPercent;
  const rules: Array<[boolean, WorkerTier, string]> = [
    [age >= thresholds.heartbeatOfflineMs, 'offline', silent],
    [age >= thresholds.heartbeatCriticalMs && age < thresholds.heartbeatOfflineMs, 'critical', silent],
    [success !== null && success < thresholds.criticalSuccess, 'critical', succeeded],
    [age >= thresholds.heartbeatDegradedMs && age < thresholds.heartbeatCriticalMs, 'degraded', silent],
    [
      success !== null && success < thresholds.degradedSuccess && success >= thresholds.criticalSuccess,
      'degraded',
      succeeded,
    ],
    [cpu !== null && cpu >= thresholds.cpuDegradedPercent, 'degraded', `CPU ${Math.round(cpu ?? 0)} %`],
  ];
  const broken = rules.filter(([applies]) => applies);
  return { tier: broken[0]?.[1] ?? 'healthy', reasons: broken.map(rule => rule[2]) };
}

/**
 * Score of a worker over 15 minutes: 60 % success rate (1 at 100 %, 0 at 50 %), 20 % heartbeat age (1 up to `heartbeatDegradedMs`,
 * 0 at `heartbeatOfflineMs`), 20 % load (1 up to 75 % of its slots busy, 0.5 when all are).
 * @public
 */
export function workerScore(
  worker: Inputs,
  heartbeatAgeMs: number | undefined,
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): Score {
  const load = worker.active !== null && worker.concurrency ? worker.active / worker.concurrency : undefined;
  return weightedScore([
    {
      name: 'success rate',
      value: worker.successRate ?? undefined,
      unit: '0..1',
      weight: 0.6,
      points: ramp(worker.successRate, 1, thresholds.criticalSuccess),
    },
    {
      name: 'heartbeat age',
      value: heartbeatAgeMs,
      unit: 'ms',
      weight: 0.2,
      points: ramp(heartbeatAgeMs, thresholds.heartbeatDegradedMs, thresholds.heartbeatOfflineMs),
    },
    { name: 'load', value: load, unit: '0..1', weight: 0.2, points: ramp(load, 0.75, 1.25) },
  ]);
}
