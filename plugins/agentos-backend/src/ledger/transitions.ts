import type { EventName, Row } from '@agentos-portal/plugin-agentos-common';

/**
 * An event the engine itself tells when a published row turns.
 * @internal
 */
export interface Transition {
  section: string;
  field: string;
  event: EventName;
  when(before: unknown, after: unknown): boolean;
  payload(row: Row, before: unknown): Record<string, unknown>;
}

const worse = ['healthy', 'unknown', 'degraded', 'critical'];
const notable = new Set(['failing', 'paused', 'offline', 'unknown']);

const worker = (row: Row, before: unknown) => ({
  workerId: row.id,
  name: row.name,
  queues: row.queues,
  tier: row.tier,
  previous: before ?? undefined,
  reasons: row.reasons,
});

const status = (idField: string) => (row: Row, before: unknown) => ({
  [idField]: row.id,
  name: row.name,
  status: row.status,
  previous: before ?? undefined,
  reasons: (row.reasons as string[]).slice(0, 20),
});

/** @internal */
export const TRANSITIONS: Transition[] = [
  {
    section: 'workers',
    field: 'tier',
    event: 'worker:offline',
    when: (before, after) => before !== undefined && before !== 'offline' && after === 'offline',
    payload: worker,
  },
  {
    section: 'workers',
    field: 'tier',
    event: 'worker:online',
    when: (before, after) => (before === undefined || before === 'offline') && after !== 'offline',
    payload: worker,
  },
  {
    section: 'workers',
    field: 'tier',
    event: 'worker:health',
    when: (before, after) => before !== undefined && before !== 'offline' && after !== 'offline',
    payload: worker,
  },
  {
    section: 'queues',
    field: 'health',
    event: 'queue:threshold_warning',
    when: (before, after) =>
      before !== undefined && worse.indexOf(String(after)) > worse.indexOf(String(before)),
    payload: (row, before) => ({
      queueId: row.id,
      queue: row.name,
      queued: row.queued,
      oldestQueuedMs: row.oldestQueuedMs,
      health: row.health,
      previous: before ?? undefined,
      reasons: row.reasons,
    }),
  },
  {
    section: 'system',
    field: 'status',
    event: 'system:health_check',
    when: before => before !== undefined,
    payload: (row, before) => ({
      instance: row.id,
      status: row.status,
      previous: before ?? undefined,
      reasons: row.reasons,
    }),
  },
  {
    section: 'agents',
    field: 'status',
    event: 'agent:updated',
    // Running and idle alternate with every job: that is no news.
    when: (before, after) =>
      before !== undefined && (notable.has(String(before)) || notable.has(String(after))),
    payload: status('agentId'),
  },
  {
    section: 'pipelines',
    field: 'status',
    event: 'pipeline:status',
    when: before => before !== undefined,
    payload: status('pipelineId'),
  },
];
