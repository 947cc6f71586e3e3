import { agentById, agents, seededRandom } from '@agentos-portal/example-fleet';
import type { JobState } from '@agentos-portal/plugin-agentos-common';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { queueRow } from '../queues/queueRow';
import { scriptedAgent, slowAgent } from '../testUtils/agents';
import { startEngine } from '../testUtils/startEngine';
import type { SampleEngine } from './SampleEngine';

const ONE_WORKER = [{ name: 'fetch-1', hostname: 'sample-1', queues: ['fetch'], concurrency: 1 }];

const COUNTED: Array<[keyof ReturnType<typeof queueRow>, JobState[]]> = [
  ['queued', ['queued']],
  ['scheduled', ['scheduled', 'retrying']],
  ['processing', ['processing']],
  ['failed', ['failed']],
  ['completed', ['completed']],
];

function expectCountsOf(engine: SampleEngine) {
  for (const queue of engine.queues.values()) {
    const row = queueRow(engine, queue);
    const jobs = engine.jobs.all().filter(({ agent }) => agent.queue === queue.name);
    for (const [field, states] of COUNTED) {
      expect([queue.name, field, row[field]]).toEqual([
        queue.name,
        field,
        jobs.filter(({ state }) => states.includes(state)).length,
      ]);
    }
  }
}

describe('SampleEngine', () => {
  it('runs the agents of a pipeline for real, each job made by the one before', async () => {
    const { engine, runFor, toldOf } = startEngine();
    const first = engine.add({
      agent: agentById('summarise'),
      input: { runId: 'r1', documentIds: ['naive-bayes'] },
      priority: 3,
      user: 'user:default/guest',
    });

    await runFor(10_000);

    const jobs = engine.jobs.all();
    expect(jobs.map(({ agent, state }) => [agent.id, state])).toEqual([
      ['summarise', 'completed'],
      ['review', 'completed'],
      ['report', 'completed'],
    ]);
    expect(toldOf(first.sourceId)).toEqual([
      'created: queued',
      'started: processing',
      'progressed: processing',
      'completed: completed',
    ]);
    expect(first.children).toEqual([jobs[1].id]);
    expect(jobs[2]).toMatchObject({ parent: jobs[1].id, priority: 3, user: 'user:default/guest' });
    expect(jobs[2].input.runId).toBe('r1');
    expect(jobs[2].result?.markdown).toContain('# Summaries');
    expect(first.logs.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^'naive-bayes': \d sentences$/),
    ]);
    await engine.stop();
  });

  it('gives out jobs by priority, then in the order they became ready', async () => {
    const { engine, runFor, told } = startEngine({ workers: ONE_WORKER });
    const agent = slowAgent(100);
    engine.add({ agent, input: {} });
    engine.add({ agent, input: {}, priority: 7 });
    engine.add({ agent, input: {}, priority: 2 });
    engine.add({ agent, input: {} });
    engine.add({ agent, input: {}, priority: 2 });

    await runFor(1_000);

    const started = told.filter(line => line.includes(' started')).map(line => line.split(' ')[0]);
    expect(started).toEqual(['1-1', '1-4', '1-3', '1-5', '1-2']);
    await engine.stop();
  });

  it('runs no more jobs at once than a worker has slots', async () => {
    const { engine, runFor, worker } = startEngine({ workers: [{ ...ONE_WORKER[0], concurrency: 2 }] });
    for (let i = 0; i < 5; i += 1) engine.add({ agent: slowAgent(1_000), input: {} });

    await runFor(500);

    expect(worker('fetch-1').held.size).toBe(2);
    expect(engine.jobs.count('fetch', 'processing')).toBe(2);
    expect(engine.jobs.count('fetch', 'queued')).toBe(3);
    await engine.stop();
  });

  it('spreads jobs over the workers of a queue', async () => {
    const { engine, runFor, worker } = startEngine();
    for (let i = 0; i < 6; i += 1) {
      engine.add({ agent: slowAgent(100), input: {} });
      await runFor(300);
    }
    expect([worker('fetch-1').processed, worker('fetch-2').processed]).toEqual([3, 3]);
    await engine.stop();
  });

  it('holds a delayed job back, and counts its wait from then', async () => {
    const { engine, runFor, toldOf } = startEngine();
    const job = engine.add({ agent: slowAgent(100), input: {}, delayMs: 5_000 });

    await runFor(4_900);
    expect(toldOf(job.sourceId)).toEqual(['created: scheduled']);
    expect(engine.jobs.count('fetch', 'scheduled')).toBe(1);

    await runFor(300);
    expect(toldOf(job.sourceId)).toEqual([
      'created: scheduled',
      'ready: queued',
      'started: processing',
      'completed: completed',
    ]);
    expect(job.waitMs).toBe(0);
    await engine.stop();
  });

  it('tries again what was busy, after a back-off that doubles', async () => {
    const { engine, runFor, toldOf } = startEngine();
    let runs = 0;
    const busyTwice = scriptedAgent(
      async () => {
        runs += 1;
        if (runs < 3) throw new ServiceUnavailableError('busy');
        return { done: true };
      },
      { attempts: 3, backoffMs: 1_000 },
    );
    const job = engine.add({ agent: busyTwice, input: {} });

    await runFor(900);
    expect(job.state).toBe('retrying');
    await runFor(9_000);

    expect(toldOf(job.sourceId)).toEqual([
      'created: queued',
      'started: processing',
      'retrying: retrying',
      'ready: queued',
      'started: processing',
      'retrying: retrying',
      'ready: queued',
      'started: processing',
      'completed: completed',
    ]);
    const [first, second, third] = job.attempts.map(({ startedAt }) => startedAt.mark);
    expect(second - first).toBe(1_000);
    expect(third - second).toBe(2_000);
    expect(job.attempts[0].error).toMatchObject({ type: 'ServiceUnavailableError', message: 'busy' });
    expect(job.attempts[2].error).toBeUndefined();
    await engine.stop();
  });

  it('fails for good when the attempts are used up, or another attempt would not help', async () => {
    const { engine, runFor, worker } = startEngine({ workers: ONE_WORKER });
    const busy = scriptedAgent(
      async () => {
        throw new ServiceUnavailableError('busy');
      },
      { attempts: 2, backoffMs: 100 },
    );
    const wrong = scriptedAgent(async () => {
      throw new InputError('wrong');
    });
    const [first, second] = [busy, wrong].map(agent => engine.add({ agent, input: {} }));

    await runFor(1_000);

    expect([first.state, first.attempts.length]).toEqual(['failed', 2]);
    expect([second.state, second.attempts.length]).toEqual(['failed', 1]);
    expect(worker('fetch-1')).toMatchObject({ processed: 2, failed: 2 });
    await engine.stop();
  });

  it('takes the jobs of a dead worker back once its heartbeat is missed', async () => {
    const { engine, runFor, toldOf, told, worker } = startEngine();
    const job = engine.add({ agent: slowAgent(3_000, { queue: 'index' }), input: {} });
    await runFor(1_000);
    const indexer = worker('index-1');
    expect(indexer.held.size).toBe(1);
    engine.stopWorker(indexer);
    const beats = () => told.filter(line => line === 'index-1 beat').length;
    const beatsBefore = beats();

    // Nobody knows yet.
    await runFor(20_000);
    expect(job.state).toBe('processing');
    expect(engine.consumersOf('index')).toBe(1);

    await runFor(20_000);
    expect(job.state).toBe('queued');
    expect(engine.consumersOf('index')).toBe(0);
    expect(indexer.held.size).toBe(0);
    expect(beats()).toBe(beatsBefore);

    engine.startWorker(indexer);
    await runFor(4_000);
    expect(toldOf(job.sourceId)).toEqual([
      'created: queued',
      'started: processing',
      'returned: queued',
      'started: processing',
      'completed: completed',
    ]);
    expect(job.attempts.map(({ error }) => error?.message)).toEqual([
      'Worker index-1 fell silent',
      undefined,
    ]);
    expect(indexer).toMatchObject({ processed: 1, failed: 0 });
    await engine.stop();
  });

  it('gives the jobs of a dead worker back when its successor starts before anybody missed it', async () => {
    const { engine, runFor, toldOf, worker } = startEngine();
    const job = engine.add({ agent: slowAgent(1_000, { queue: 'index' }), input: {} });
    await runFor(500);
    engine.stopWorker(worker('index-1'));
    engine.startWorker(worker('index-1'));

    await runFor(2_000);

    expect(toldOf(job.sourceId).slice(2)).toEqual([
      'returned: queued',
      'started: processing',
      'completed: completed',
    ]);
    await engine.stop();
  });

  it.each([
    ['whose attempts are used up', { attempts: 1 }, undefined, 'no attempt is left'],
    ['of a schedule', { attempts: 3 }, 'hourly', 'the next run of schedule hourly does the same'],
  ])('loses a job %s with its worker', async (_, facts, schedule, why) => {
    const { engine, runFor, worker } = startEngine();
    const agent = slowAgent(3_000, { queue: 'index', ...facts });
    const job = engine.add({ agent, input: {}, schedule });
    await runFor(1_000);
    engine.stopWorker(worker('index-1'));

    await runFor(40_000);

    expect(job).toMatchObject({ state: 'lost', reason: `Worker index-1 fell silent; ${why}` });
    expect(job.finishedAt).toBeDefined();
    expect(engine.jobs.count('index', 'processing', 'queued')).toBe(0);
    await engine.stop();
  });

  it('hears nothing of a run whose worker died', async () => {
    const { engine, runFor, toldOf, logs, worker } = startEngine();
    const stubborn = scriptedAgent(
      async ({ pause, log, progress }) => {
        await pause(1_000).catch(() => {});
        log('info', 'still here');
        progress(0.5);
        return {};
      },
      { queue: 'index' },
    );
    const job = engine.add({ agent: stubborn, input: {} });
    await runFor(500);
    engine.stopWorker(worker('index-1'));
    await runFor(5_000);

    expect(toldOf(job.sourceId)).toEqual(['created: queued', 'started: processing']);
    expect(job.progress).toBeUndefined();
    expect(logs).toEqual([]);
    await engine.stop();
  });

  it('tells progress at most twice a second', async () => {
    const { engine, runFor, toldOf } = startEngine();
    const busy = scriptedAgent(async ({ pause, progress }) => {
      for (let step = 1; step <= 50; step += 1) {
        await pause(50);
        progress(step / 50);
      }
      return {};
    });
    const job = engine.add({ agent: busy, input: {} });

    await runFor(3_000);

    const progressed = toldOf(job.sourceId).filter(line => line === 'progressed: processing');
    expect(progressed).toHaveLength(5);
    expect(job.progress).toBe(1);
    await engine.stop();
  });

  it('keeps a hundred lines of a job', async () => {
    const { engine, runFor } = startEngine();
    const talker = scriptedAgent(async ({ log }) => {
      for (let line = 1; line <= 150; line += 1) log('info', `line ${line}`);
      return {};
    });
    const job = engine.add({ agent: talker, input: {} });
    await runFor(100);
    expect(job.logs).toHaveLength(100);
    expect(job.logs[99]).toEqual({
      line: 100,
      text: 'line 100',
      at: '2026-01-01T00:00:00.000Z',
      level: 'info',
    });
    await engine.stop();
  });

  it('tells nothing once it is stopped, and leaves no run behind', async () => {
    const { engine, runFor, clock, told, errors } = startEngine();
    for (let i = 0; i < 20; i += 1) {
      engine.add({ agent: agentById('split'), input: { documentId: 'naive-bayes' }, delayMs: i * 20 });
    }
    await runFor(200);

    await engine.stop();
    const before = told.length;
    await runFor(60_000);

    expect(told).toHaveLength(before);
    expect(engine.workers.every(worker => !worker.alive)).toBe(true);
    clock.advance(60_000);
    expect(errors).toEqual([]);
  });

  it('has stopped only when every run has come to its end', async () => {
    const { engine, runFor } = startEngine();
    let ended = false;
    const tidy = scriptedAgent(async ({ pause }) => {
      try {
        await pause(1_000);
      } finally {
        await new Promise(resolve => setImmediate(resolve));
        ended = true;
      }
      return {};
    });
    engine.add({ agent: tidy, input: {} });
    await runFor(500);

    await engine.stop();

    expect(ended).toBe(true);
  });

  it('loses no job, whatever happens to its workers: each is in one state, and the rows count it there', async () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const { engine, errors, runFor } = startEngine({ seed });
      const random = seededRandom(`property ${seed}`);
      const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)];
      const documentIds = ['naive-bayes', 'empty', 'queue-depth', 'missing-note'];
      for (let step = 0; step < 60; step += 1) {
        const act = random();
        const worker = pick(engine.workers);
        if (act < 0.7) {
          const documentId = pick(documentIds);
          engine.add({
            agent: pick(agents.filter(({ position }) => position === 1)),
            input: { documentId, documentIds: [documentId] },
            delayMs: random() < 0.2 ? 3_000 : 0,
            priority: random() < 0.2 ? 5 : undefined,
          });
        } else if (worker.alive) {
          engine.stopWorker(worker);
        } else {
          engine.startWorker(worker);
        }
        await runFor(Math.floor(random() * 4_000));
        expectCountsOf(engine);
      }
      for (const worker of engine.workers) if (!worker.alive) engine.startWorker(worker);
      await runFor(120_000);

      expectCountsOf(engine);
      expect(engine.jobs.live).toBe(0);
      expect(engine.jobs.size).toBe(engine.created);
      expect(engine.jobs.all().every(job => job.finishedAt)).toBe(true);
      expect(engine.workers.every(({ held }) => held.size === 0)).toBe(true);
      expect(errors).toEqual([]);
      await engine.stop();
    }
  });
});
