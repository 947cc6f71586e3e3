import { Histogram } from './Histogram';

const MINUTE = 60_000;
const KEPT_MINUTES = 61;

/**
 * What happened within one minute, or a merged window of minutes.
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

/**
 * A fact about a job.
 * @internal
 */
export interface JobFact {
  kind: 'created' | 'started' | 'completed' | 'failed';
  /** ms since epoch. */
  at: number;
  waitMs?: number;
  runMs?: number;
}

/**
 * Counts and histograms per minute and key (`queue:<id>`, `worker:<id>`, `agent:<id>`, `instance:<id>`), for the last hour.
 * @internal
 */
export class Rollups {
  private readonly keys = new Map<string, Map<number, Rollup>>();
  private readonly memo = new Map<string, { second: number; rollup: Rollup }>();

  constructor(private readonly now: () => number) {}

  record(keys: string[], fact: JobFact) {
    const now = this.now();
    const at = Math.min(fact.at, now);
    if (now - at > (KEPT_MINUTES - 1) * MINUTE) return;
    const minute = Math.floor(at / MINUTE);
    for (const key of keys) {
      const rollup = this.bucket(key, minute);
      if (fact.kind === 'created') rollup.created += 1;
      if (fact.kind === 'started' && fact.waitMs !== undefined) rollup.wait.add(fact.waitMs);
      if (fact.kind === 'completed' || fact.kind === 'failed') {
        rollup[fact.kind] += 1;
        rollup.lastFinishedAt = Math.max(rollup.lastFinishedAt ?? 0, at);
        if (fact.runMs !== undefined) rollup.run.add(fact.runMs);
      }
    }
  }

  /** The last `minutes` merged, this minute included; looked up at most once a second. */
  window(key: string, minutes: number): Rollup {
    const second = Math.floor(this.now() / 1000);
    const memoKey = `${minutes}|${key}`;
    const known = this.memo.get(memoKey);
    if (known?.second === second) return known.rollup;
    const rollup = emptyRollup();
    const current = Math.floor(this.now() / MINUTE);
    for (const [minute, bucket] of this.keys.get(key) ?? []) {
      if (minute > current - minutes) merge(rollup, bucket);
    }
    this.memo.set(memoKey, { second, rollup });
    return rollup;
  }

  /** One minute, or undefined when nothing happened in it. */
  minute(key: string, minute: number): Rollup | undefined {
    return this.keys.get(key)?.get(minute);
  }

  /** Forgets what is older than an hour. */
  prune() {
    const oldest = Math.floor(this.now() / MINUTE) - KEPT_MINUTES;
    this.memo.clear();
    for (const [key, buckets] of this.keys) {
      for (const minute of buckets.keys()) if (minute < oldest) buckets.delete(minute);
      if (buckets.size === 0) this.keys.delete(key);
    }
  }

  private bucket(key: string, minute: number) {
    let buckets = this.keys.get(key);
    if (!buckets) {
      buckets = new Map();
      this.keys.set(key, buckets);
    }
    let rollup = buckets.get(minute);
    if (!rollup) {
      rollup = emptyRollup();
      buckets.set(minute, rollup);
    }
    return rollup;
  }
}

function merge(into: Rollup, from: Rollup) {
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
