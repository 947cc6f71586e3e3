import type { Row, SectionName, SectionRow, Thresholds } from '@agentos-portal/plugin-agentos-common';
import type { DailyCounts, Rollups } from '../analytics';
import type { InstanceSettings } from '../settings';

/**
 * A row before the engine gave it its rev.
 * @internal
 */
export type UnstampedRow = Omit<Row, 'rev'> & { id: string };

/**
 * What derived rows and fields are computed from.
 * @internal
 */
export interface DeriveContext {
  /** Wall clock, ms since epoch. */
  now: number;
  instances: InstanceSettings[];
  thresholds: Thresholds;
  rollups: Rollups;
  daily: DailyCounts;
  /** Rows as they will be after this commit. */
  rows<S extends SectionName>(section: S): ReadonlyMap<string, SectionRow<S>>;
  /** Errors of sources, by source id. */
  failures: ReadonlyMap<string, string>;
  /** Sources that show sample data. */
  samples: ReadonlySet<string>;
  /** Age of a worker's last heartbeat by this replica's monotonic clock, ms; undefined without heartbeats. */
  heartbeatAgeMs(worker: string): number | undefined;
  /** Figures of the portal's own process. */
  process: { uptimeSeconds: number; cpuPercent: number | null; memoryBytes: number };
}

/** Window of rates on queues and workers, minutes. @internal */
export const SHORT_WINDOW = 15;

/** Window of agents and analytics, minutes. @internal */
export const LONG_WINDOW = 60;

/** `undefined` inside, `null` on the wire. @internal */
export const orNull = <T>(value: T | undefined): T | null => value ?? null;
