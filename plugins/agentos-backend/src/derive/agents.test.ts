import { DEFAULT_THRESHOLDS } from '@agentos-portal/plugin-agentos-common';
import { aQueue, aWorker } from '../__testUtils__/rows';
import { Rollups } from '../analytics';
import { deriveAgents } from './agents';
import type { DeriveContext } from './DeriveContext';

const stamp = (source: string, row: object) => ({ ...row, source, instance: 'main' });
const queue = (source: string, fields: object = {}) => stamp(source, { ...aQueue('embed'), ...fields });
const worker = (source: string, fields: object = {}) =>
  stamp(source, { ...aWorker('w'), tier: 'healthy', ...fields });

/** The row of the one agent, which runs what is in the queue `embed`. */
function derive(queues: object[], workers: object[]) {
  const rows: Record<string, object[]> = { queues, workers };
  const context = {
    now: 0,
    instances: [{ id: 'main', agents: [{ id: 'embedder', queue: 'embed', taskNames: [] }] }],
    thresholds: DEFAULT_THRESHOLDS,
    rollups: new Rollups(() => 0),
    rows: (section: string) => new Map(rows[section].map((row, index) => [String(index), row])),
  };
  return deriveAgents(context as unknown as DeriveContext)[0];
}

describe('deriveAgents', () => {
  it('adds up the workers of every engine that has its queue', () => {
    expect(
      derive(
        [queue('bullmq'), queue('celery', { processing: 1 })],
        [
          worker('bullmq'),
          worker('celery'),
          worker('celery', { tier: 'offline' }),
          worker('celery', { queues: ['other'] }),
          worker('elsewhere'),
        ],
      ),
    ).toMatchObject({ workers: 2, status: 'running', source: 'bullmq' });
  });

  it.each([
    ['unknown', [], []],
    ['offline', [queue('bullmq')], []],
    ['paused', [queue('bullmq', { paused: true })], [worker('bullmq')]],
    ['idle', [queue('bullmq', { paused: true }), queue('celery')], [worker('bullmq')]],
  ])('is %s by its queues and workers', (status, queues, workers) => {
    expect(derive(queues, workers)).toMatchObject({ status });
  });
});
