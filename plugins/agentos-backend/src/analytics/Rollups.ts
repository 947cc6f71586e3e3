import { addFact, emptyRollup, mergeRollup, type Rollup } from './Rollup';
import type { JobFact } from './JobFact';

const MINUTE = 60_000;

/** This one and the hour before. @internal */
export const KEPT_MINUTES = 61;

/**
 * Counts and histograms per minute and key (`queue:<id>`, `worker:<id>`, `agent:<id>`, `instance:<id>`), for the last hour.
 * @internal
 */
export class Rollups {
  private readonly keys = new Map<string, Map<number, Rollup>>();
  private readonly memo = new Map<string, { second: number; rollup: Rollup }>();

  constructor(private readonly now: () => number) {}

  record(keys: readonly string[], fact: JobFact) {
    const now = this.now();
    const at = Math.min(fact.at, now);
    if (now - at > (KEPT_MINUTES - 1) * MINUTE) return;
    const minute = Math.floor(at / MINUTE);
    for (const key of keys) addFact(this.bucket(key, minute), fact, at);
  }

  /** Takes over what was kept of a minute. */
  load(key: string, minute: number, rollup: Rollup) {
    mergeRollup(this.bucket(key, minute), rollup);
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
      if (minute > current - minutes) mergeRollup(rollup, bucket);
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
