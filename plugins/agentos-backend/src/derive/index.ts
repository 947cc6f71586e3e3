import { deriveAgents } from './agents';
import { deriveAnalytics } from './analytics';
import { deriveDashboard } from './dashboard';
import type { DeriveContext, UnstampedRow } from './DeriveContext';
import { derivePipelines } from './pipelines';
import { deriveSystem } from './system';

/**
 * How each derived section is computed, in order: a later one reads the rows of an earlier one.
 * `inputs` are the sections whose change makes it due at once; all others wait for the next second.
 * @internal
 */
export const DERIVED: Array<{
  section: string;
  derive: (context: DeriveContext) => UnstampedRow[];
  everyMs: number;
}> = [
  { section: 'agents', derive: deriveAgents, everyMs: 1000 },
  { section: 'pipelines', derive: derivePipelines, everyMs: 1000 },
  { section: 'analytics', derive: deriveAnalytics, everyMs: 1000 },
  { section: 'system', derive: deriveSystem, everyMs: 1000 },
  // The dashboard equals the rows at the same version, so it is never late.
  { section: 'dashboard', derive: deriveDashboard, everyMs: 0 },
];

export * from './DeriveContext';
export * from './enrich';
