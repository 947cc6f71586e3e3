import { anAgent, aJob, aQueue, aWorker } from '@agentos-portal/plugin-agentos-react/testUtils';
import type { AttentionLinks } from './Attention';
import type { FleetView } from './AttentionRule';
import { findAttention } from './findAttention';

const LINKS: AttentionLinks = {
  queue: id => `/queue/${id}`,
  job: id => `/job/${id}`,
  worker: id => `/worker/${id}`,
  agent: id => `/agent/${id}`,
  freshness: '#freshness',
};

const find = (fleet: Partial<FleetView>) =>
  findAttention({ queues: [], workers: [], agents: [], jobs: [], sources: {}, ...fleet }, LINKS);

const failed = (id: string, message: string, name = 'embed') =>
  aJob({
    id,
    name,
    state: 'failed',
    agent: 'embedder',
    finishedAt: `2026-01-01T12:00:0${id}.000Z`,
    error: { type: 'E', message, fingerprint: message },
  });

describe('findAttention', () => {
  it('finds nothing in a fleet that is well', () => {
    expect(
      find({
        queues: [aQueue()],
        workers: [aWorker()],
        agents: [anAgent()],
        jobs: [aJob({ state: 'completed' })],
      }),
    ).toEqual([]);
  });

  it('ranks by severity, then by jobs affected, then by id', () => {
    const queues = [
      aQueue({ id: 'a', name: 'a', health: 'degraded', queued: 900 }),
      aQueue({ id: 'b', name: 'b', health: 'critical', queued: 5 }),
      aQueue({ id: 'd', name: 'd', health: 'critical', queued: 50 }),
      aQueue({ id: 'c', name: 'c', health: 'critical', queued: 50 }),
    ];

    expect(find({ queues }).map(({ id }) => id)).toEqual(['queue c', 'queue d', 'queue b', 'queue a']);
  });

  it('says who left jobs behind', () => {
    const workers = [
      aWorker({ id: 'a', name: 'w1', tier: 'offline', active: 3, reasons: ['last heartbeat 2 min ago'] }),
      aWorker({ id: 'b', tier: 'offline', active: 0 }),
      aWorker({ id: 'c', tier: 'offline', active: null }),
      aWorker({ id: 'd', tier: 'critical', active: 3 }),
    ];

    expect(find({ workers })).toEqual([
      expect.objectContaining({
        severity: 'critical',
        title: 'Worker w1 is offline with 3 active jobs',
        detail: 'last heartbeat 2 min ago',
        affected: 3,
        action: { label: 'See what it was running', to: '/worker/a' },
      }),
    ]);
  });

  it('says which queues nobody consumes; with jobs waiting it is critical', () => {
    const queues = [
      aQueue({ id: 'a', name: 'ocr', consumers: 0, queued: 9, scheduled: 0, health: 'critical' }),
      aQueue({ id: 'b', name: 'idle', consumers: 0, queued: 0, scheduled: 0, health: 'healthy' }),
      aQueue({ id: 'c', name: 'unknown', consumers: null, health: 'healthy' }),
    ];
    const agents = [anAgent({ name: 'Reader', queue: 'ocr' })];

    expect(
      find({ queues, agents }).map(({ severity, title, owner, action }) => [
        severity,
        title,
        owner,
        action.label,
      ]),
    ).toEqual([
      ['critical', 'Nobody consumes ocr', 'Reader', 'Start a worker for ocr'],
      ['degraded', 'Nobody consumes idle', undefined, 'Start a worker for idle'],
    ]);
  });

  it('does not take a queue of another instance for the one of an agent', () => {
    const queues = [aQueue({ name: 'ocr', consumers: 0, instance: 'other' })];

    expect(find({ queues, agents: [anAgent({ queue: 'ocr' })] })[0].owner).toBeUndefined();
  });

  it('counts the failures of an hour of a failing agent', () => {
    const agents = [
      anAgent({ id: 'a', name: 'Summariser', status: 'failing', jobsPerHour: 100, successRate: 0.42 }),
      anAgent({ id: 'b', name: 'Other', status: 'failing', jobsPerHour: null, successRate: null }),
      anAgent({ id: 'c', status: 'offline' }),
    ];

    expect(find({ agents }).map(({ title, affected }) => [title, affected])).toEqual([
      ['Agent Summariser succeeds in 42 % of its jobs', 58],
      ['Agent Other is failing', 0],
    ]);
  });

  it('puts failures of one name and error together, and leads to the last', () => {
    const jobs = [
      failed('1', 'no answer'),
      failed('3', 'no answer'),
      failed('2', 'no answer'),
      failed('4', 'full', 'index'),
    ];

    const [first, second] = find({ jobs, agents: [anAgent({ id: 'embedder', name: 'Embedder' })] });

    expect(first).toMatchObject({
      title: '3 jobs embed failed lately',
      detail: 'no answer',
      affected: 3,
      owner: 'Embedder',
      action: { to: '/job/3' },
    });
    expect(second).toMatchObject({ title: '1 job index failed lately', affected: 1 });
  });

  it('says once which source cannot be read, and what hangs on it', () => {
    const state = { status: 'failed' as const, collectedAt: null, error: 'ECONNREFUSED' };
    const queues = [
      aQueue({ id: 'a', source: 'bull', queued: 4, processing: 1 }),
      aQueue({ id: 'b', source: 'sample', queued: 100 }),
    ];

    const found = find({
      queues,
      sources: {
        queues: { bull: state, sample: { status: 'fresh', collectedAt: null } },
        workers: { bull: state },
      },
    });

    expect(found).toEqual([
      expect.objectContaining({
        title: 'Source bull cannot be read: queues, workers',
        detail: 'ECONNREFUSED',
        affected: 5,
        action: { label: 'See how old its values are', to: '#freshness' },
      }),
    ]);
  });

  it('gives every entry an id of its own', () => {
    const found = find({
      queues: [aQueue({ id: 'x', health: 'critical' })],
      workers: [aWorker({ id: 'x', tier: 'offline', active: 1 })],
      agents: [anAgent({ id: 'x', status: 'failing' })],
      jobs: [failed('1', 'a'), failed('2', 'b')],
      sources: { queues: { x: { status: 'failed', collectedAt: null } } },
    });

    expect(new Set(found.map(({ id }) => id)).size).toBe(6);
  });
});
