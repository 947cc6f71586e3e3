import { findAgents } from './findAgents';
import { findFailedJobs } from './findFailedJobs';
import { findQueues } from './findQueues';
import { findSources } from './findSources';
import { findWorkers } from './findWorkers';
import type { Attention, AttentionLinks } from './Attention';
import type { AttentionRule, FleetView } from './AttentionRule';

const RULES: readonly AttentionRule[] = [findSources, findWorkers, findQueues, findAgents, findFailedJobs];

const SEVERITIES: ReadonlyArray<Attention['severity']> = ['critical', 'degraded'];

/**
 * What needs a person, ranked by damage: critical before degraded, then by the number of jobs affected, then by id so that equal
 * ones keep their places.
 * @internal
 */
export const findAttention: (fleet: FleetView, links: AttentionLinks) => Attention[] = (fleet, links) =>
  RULES.flatMap(rule => rule(fleet, links)).sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      b.affected - a.affected ||
      a.id.localeCompare(b.id),
  );
