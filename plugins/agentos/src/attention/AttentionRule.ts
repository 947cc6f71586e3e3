import type {
  AgentRow,
  JobRow,
  QueueRow,
  SourceState,
  WorkerRow,
} from '@agentos-portal/plugin-agentos-common';
import type { Attention, AttentionLinks } from './Attention';

/**
 * What the rules look at.
 * @internal
 */
export interface FleetView {
  queues: readonly QueueRow[];
  workers: readonly WorkerRow[];
  agents: readonly AgentRow[];
  jobs: readonly JobRow[];
  /** State of each source by section. */
  sources: Readonly<Record<string, Readonly<Record<string, SourceState>>>>;
}

/**
 * One kind of trouble.
 * @internal
 */
export type AttentionRule = (fleet: FleetView, links: AttentionLinks) => Attention[];
