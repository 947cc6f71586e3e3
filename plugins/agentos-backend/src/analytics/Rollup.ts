import { Histogram } from './Histogram';
import type { JobFact } from './JobFact';

/**
 * What happened within a stretch of time.
 * @internal
 */
export interface Rollup {
  created: number;
  completed: number;
  failed: number;
  wait: Histogram;
  run: Histogram;
  /** Last end of a job, ms since epoch. */
  lastFinishedAt: number | undefined;
}

/** @internal */
export const emptyRollup = (): Rollup => ({
  created: 0,
  completed: 0,
  failed: 0,
  wait: new Histogram(),
  run: new Histogram(),
  lastFinishedAt: undefined,
});

/** @internal */
export function addFact(rollup: Rollup, { kind, waitMs, runMs }: JobFact, at: number) {
  if (kind === 'created') rollup.created += 1;
  if (kind === 'started' && waitMs !== undefined) rollup.wait.add(waitMs);
  if (kind === 'completed' || kind === 'failed') {
    rollup[kind] += 1;
    rollup.lastFinishedAt = Math.max(rollup.lastFinishedAt ?? 0, at);
    if (runMs !== undefined) rollup.run.add(runMs);
  }
}

/** @internal */
export function mergeRollup(into: Rollup, from: Rollup) {
  into.created += from.created;
  into.completed += from.completed;
  into.failed += from.failed;
  into.wait.merge(from.wait);
  into.run.merge(from.run);
  if (from.lastFinishedAt !== undefined) {
    into.lastFinishedAt = Math.max(into.lastFinishedAt ?? 0, from.lastFinishedAt);
  }
}

/** Completed over finished; undefined below the minimum. @internal */
export function successRate(rollup: Rollup, minimumJobs: number): number | undefined {
  const finished = rollup.completed + rollup.failed;
  return finished < Math.max(1, minimumJobs) ? undefined : rollup.completed / finished;
}
