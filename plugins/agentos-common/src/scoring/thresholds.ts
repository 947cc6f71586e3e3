/**
 * Thresholds of health and scores; `agentos.scoring` in app-config overrides them.
 * @public
 */
export interface Thresholds {
  /** A job may wait this long where no objective says otherwise. */
  waitMs: number;
  /** Waits are critical from this many times the objective on. */
  criticalFactor: number;
  /** Success rate below which something is degraded. */
  degradedSuccess: number;
  /** Success rate below which something is critical. */
  criticalSuccess: number;
  /** Heartbeat age from which a worker is degraded. */
  heartbeatDegradedMs: number;
  /** Heartbeat age from which a worker is critical. */
  heartbeatCriticalMs: number;
  /** Heartbeat age from which a worker is offline. */
  heartbeatOfflineMs: number;
  /** CPU use of one worker process from which it is degraded. */
  cpuDegradedPercent: number;
  /** Finished jobs a rate needs before it is judged. */
  minimumJobs: number;
}

/** @public */
export const DEFAULT_THRESHOLDS: Thresholds = {
  waitMs: 60_000,
  criticalFactor: 3,
  degradedSuccess: 0.9,
  criticalSuccess: 0.5,
  heartbeatDegradedMs: 15_000,
  heartbeatCriticalMs: 30_000,
  heartbeatOfflineMs: 60_000,
  cpuDegradedPercent: 95,
  minimumJobs: 10,
};
