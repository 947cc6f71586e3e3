import type { ObservedRow } from '@agentos-portal/plugin-agentos-node';

/** A queue as a source gives it. */
export const aQueue = (name: string, fields: Partial<ObservedRow> = {}): ObservedRow => ({
  id: `scripted.${name}`,
  sourceId: name,
  name,
  paused: false,
  queued: 0,
  scheduled: 0,
  processing: 0,
  failed: 0,
  completed: 0,
  consumers: 1,
  oldestQueuedMs: null,
  ...fields,
});

/** A worker as a source gives it. */
export const aWorker = (name: string, fields: Partial<ObservedRow> = {}): ObservedRow => ({
  id: `scripted.${name}`,
  sourceId: name,
  name,
  kind: 'scripted',
  queues: ['embed'],
  concurrency: 2,
  active: 0,
  ...fields,
});

/** A job as a source gives it. */
export const aJob = (id: string, fields: Partial<ObservedRow> = {}): ObservedRow => ({
  id: `scripted.embed.${id}`,
  sourceId: id,
  name: 'embed.document',
  queue: 'embed',
  state: 'queued',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...fields,
});
