import type { JsonObject } from '@backstage/types';

/**
 * A figure beside what it should be; `null` = nothing was measured yet.
 * @public
 */
export interface HealthTarget {
  value: number | null;
  target: number;
  met: boolean | null;
}

/**
 * The answer of `GET /health/data`.
 * @public
 */
export interface DataHealth {
  replica: { id: string; leader: boolean; leaderId: string | null };
  /** What the caller may do, by permission name; `conditional` = for some resources. */
  caller: { permissions: Record<string, 'allow' | 'conditional' | 'deny'> };
  targets: {
    /** Share of answers from the replica view. */
    cacheHitRate: HealthTarget;
    /** Share of time. */
    wsUptime: HealthTarget;
    /** 99th percentile from receipt to the sockets, ms. */
    eventLatencyMs: HealthTarget;
    /** Share of collects. */
    warmSuccess: HealthTarget;
  };
  cache: JsonObject;
  relay: JsonObject;
  events: JsonObject;
  sources: JsonObject;
}
