import fc from 'fast-check';
import { createLedger } from '../__testUtils__/createLedger';
import { aJob, aQueue, aWorker } from '../__testUtils__/rows';

type Harness = Awaited<ReturnType<typeof createLedger>>;

const queued = (harness: Harness) => harness.view.rows('queues').get('scripted.embed')?.queued;
const upsertQueue = (count: number) => ({
  observations: [{ section: 'queues', upsert: aQueue('embed', { queued: count }) }],
});

describe('the ledger', () => {
  let harness: Harness;

  beforeEach(async () => {
    harness = await createLedger();
  });

  const collect = async (
    section: string,
    rows: Parameters<typeof harness.ledger.parse>[1],
    rev = harness.ledger.takeRev(),
  ) => {
    harness.ledger.collected(section, harness.origin, rev, await harness.ledger.parse(section, rows));
    await harness.ledger.warm();
  };

  describe('order', () => {
    it('never lets a slow collect overwrite a newer event', async () => {
      const rev = harness.ledger.takeRev();
      harness.ledger.report(harness.origin, upsertQueue(7));
      await collect('queues', [aQueue('embed', { queued: 1 })], rev);
      expect(queued(harness)).toBe(7);
      await collect('queues', [aQueue('embed', { queued: 2 })]);
      expect(queued(harness)).toBe(2);
    });

    it('never brings back a row that was removed while the collect ran', async () => {
      harness.ledger.report(harness.origin, upsertQueue(7));
      const rev = harness.ledger.takeRev();
      harness.ledger.report(harness.origin, {
        observations: [{ section: 'queues', remove: 'scripted.embed' }],
      });
      await collect('queues', [aQueue('embed')], rev);
      expect(harness.view.rows('queues').size).toBe(0);
    });

    it('removes what a complete collect of the same source misses, and keeps what came after it began', async () => {
      await collect('queues', [aQueue('embed'), aQueue('index')]);
      const rev = harness.ledger.takeRev();
      harness.ledger.report(harness.origin, {
        observations: [{ section: 'queues', upsert: aQueue('late') }],
      });
      harness.ledger.collected('queues', { source: 'other', instance: 'main' }, harness.ledger.takeRev(), []);
      await collect('queues', [aQueue('embed')], rev);
      expect(Array.from(harness.view.rows('queues').keys()).sort()).toEqual([
        'scripted.embed',
        'scripted.late',
      ]);
    });

    it('gives published rows revs that only grow', async () => {
      const revs: string[] = [];
      const rev = harness.ledger.takeRev();
      await collect('queues', [aQueue('embed')]);
      revs.push(harness.view.rows('queues').get('scripted.embed')!.rev);
      for (let count = 1; count < 4; count += 1) {
        harness.ledger.report(harness.origin, upsertQueue(count));
        await harness.pass(100);
        revs.push(harness.view.rows('queues').get('scripted.embed')!.rev);
      }
      expect([...revs].sort()).toEqual(revs);
      expect(new Set(revs).size).toBe(4);
      expect(revs[0] > rev).toBe(true);
    });
  });

  describe('pace', () => {
    const report = async (times: number) => {
      for (let count = 1; count <= times; count += 1) {
        harness.ledger.report(harness.origin, upsertQueue(count));
        await harness.settle();
      }
    };

    it('commits at once while it has credit, then once per 50 ms', async () => {
      await report(30);
      expect(harness.commits).toHaveLength(8);
      await harness.pass(60);
      expect(harness.commits).toHaveLength(9);
      expect(queued(harness)).toBe(30);
    });

    it('earns credit back with time, and never more than twenty commits a second', async () => {
      await report(30);
      await harness.pass(1000);
      const before = harness.commits.length;
      await report(30);
      // Derived sections that fell due may have taken one of the eight.
      expect([7, 8]).toContain(harness.commits.length - before);
      for (let tick = 0; tick < 100; tick += 1) {
        await report(1);
        await harness.pass(10);
      }
      expect(harness.commits.length - before).toBeLessThanOrEqual(8 + 21);
    });

    it('lets critical events skip the wait, at most 20 times a second, and drops none', async () => {
      for (let index = 0; index < 100; index += 1) {
        harness.ledger.report(harness.origin, {
          events: [{ name: 'job:failed', id: `f${index}`, payload: { jobId: `j${index}`, name: 'x' } }],
        });
        await harness.settle();
      }
      const early = harness.commits.length;
      expect(early).toBeGreaterThanOrEqual(20);
      expect(early).toBeLessThanOrEqual(28);
      await harness.pass(100);
      expect(harness.commits.flatMap(commit => commit.events.map(event => event.id))).toHaveLength(100);
    });

    it('lets a single event skip the wait while rows change all the time, and none of a crowd', async () => {
      const event = (id: string) => ({
        events: [{ name: 'job:created', id, payload: { jobId: id, name: 'x' } }],
      });
      // Uses up the credit.
      await report(30);
      for (let index = 0; index < 10; index += 1) {
        await report(1);
        const before = harness.commits.length;
        harness.ledger.report(harness.origin, event(`e${index}`));
        await harness.settle();
        expect(harness.commits).toHaveLength(before + 1);
        await harness.pass(100);
        await report(8);
      }
      const before = harness.commits.length;
      for (let index = 0; index < 500; index += 1) {
        harness.ledger.report(harness.origin, event(`c${index}`));
        await harness.settle();
        if (index % 5 === 0) await harness.pass(10);
      }
      // A second: twenty as always, and the few before it was a crowd.
      expect(harness.commits.length - before).toBeLessThanOrEqual(21 + 8 + 20);
    });

    it('caps other events at 200 a second and room, and tells how many it left out', async () => {
      const events = Array.from({ length: 500 }, (_, index) => ({
        name: 'job:created',
        id: `c${index}`,
        payload: { jobId: `j${index}`, name: 'x' },
      }));
      harness.ledger.report(harness.origin, { events });
      await harness.pass(100);
      expect(harness.commits.flatMap(commit => commit.events)).toHaveLength(200);
      expect(
        harness.commits.map(commit => commit.dropped.admin ?? 0).reduce((sum, count) => sum + count),
      ).toBe(300);
    });

    it('publishes heartbeats once a second', async () => {
      const beat = (second: number) => ({
        observations: [
          {
            section: 'workers',
            upsert: aWorker('w1', { lastHeartbeatAt: new Date(second * 100).toISOString() }),
          },
        ],
      });
      await collect('workers', [aWorker('w1')]);
      const before = harness.commits.length;
      for (let index = 1; index <= 30; index += 1) {
        harness.ledger.report(harness.origin, beat(index));
        await harness.pass(100);
      }
      const changes = harness.commits.slice(before).filter(commit => commit.sections.workers?.upsert.length);
      expect(changes.length).toBeGreaterThanOrEqual(2);
      expect(changes.length).toBeLessThanOrEqual(4);
    });

    it('splits what does not fit into one commit, and says fresh with the last', async () => {
      const rows = Array.from({ length: 2500 }, (_, index) => aQueue(`q${index}`));
      await collect('queues', rows);
      expect(harness.view.rows('queues').size).toBe(2500);
      const proved = harness.commits.filter(
        commit => Object.keys(commit.sections.queues?.proofs ?? {}).length > 0,
      );
      expect(proved).toHaveLength(1);
      expect(proved[0]).toBe(harness.commits.at(-1));
      for (const commit of harness.commits) {
        const count = Object.values(commit.sections).reduce(
          (sum, change) => sum + change.upsert.length + change.remove.length,
          0,
        );
        expect(count).toBeLessThanOrEqual(1000);
      }
    });
  });

  it('keeps the dashboard equal to the rows at every version', async () => {
    const step = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      count: fc.nat(50),
      tier: fc.constantFrom('healthy', 'offline'),
      remove: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async steps => {
        const { ledger, view, origin, settle, clock } = await createLedger();
        let checked = 0;
        view.onCommit(() => {
          const sum = Array.from(view.rows('queues').values()).reduce(
            (total, row) => total + (row.queued as number),
            0,
          );
          const workers = Array.from(view.rows('workers').values());
          expect(view.rows('dashboard').get('overview')).toMatchObject({
            queue: { queued: view.rows('queues').size === 0 ? null : sum },
            workers: {
              total: workers.length,
              active: workers.filter(worker => worker.tier !== 'offline').length,
            },
          });
          checked += 1;
        });
        for (const { id, count, tier, remove } of steps) {
          ledger.report(origin, {
            observations: remove
              ? [{ section: 'queues', remove: `scripted.${id}` }]
              : [
                  { section: 'queues', upsert: aQueue(id, { queued: count }) },
                  { section: 'workers', upsert: aWorker(id, tier === 'offline' ? { tier } : {}) },
                ],
          });
          clock.advance(30);
          await settle();
        }
        await ledger.warm();
        expect(checked).toBeGreaterThan(0);
      }),
      { numRuns: 25 },
    );
  });

  it('commits what comes at any moment of a commit before it', async () => {
    await collect('queues', [aQueue('embed', { queued: 0 })]);
    for (let steps = 0; steps < 30; steps += 1) {
      const before = harness.ledger.warm();
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      await collect('queues', [aQueue('embed', { queued: steps + 1 })]);
      expect(queued(harness)).toBe(steps + 1);
      await before;
    }
  });

  it('tells a dead worker: row kept, event critical, gone after its retention', async () => {
    await collect('workers', [aWorker('w1'), aWorker('w2')]);
    expect(harness.commits.flatMap(commit => commit.events)).toEqual([]);
    await collect('workers', [aWorker('w1')]);
    expect(harness.view.rows('workers').get('scripted.w2')).toMatchObject({
      tier: 'offline',
      active: 0,
      reasons: [expect.stringContaining('not seen')],
    });
    const told = () =>
      harness.commits.flatMap(commit => commit.events).filter(event => event.type.startsWith('worker:'));
    expect(told()).toMatchObject([
      {
        type: 'worker:down',
        priority: 'critical',
        data: { workerId: 'scripted.w2' },
        rooms: expect.arrayContaining(['admin', 'alerts']),
      },
    ]);
    await collect('workers', [aWorker('w1'), aWorker('w2')]);
    expect(harness.view.rows('workers').get('scripted.w2')!.tier).toBe('healthy');
    expect(told().map(event => event.type)).toEqual(['worker:down', 'worker:online']);
    await collect('workers', [aWorker('w1')]);
    harness.clock.advance(3_600_001);
    await collect('workers', [aWorker('w1')]);
    expect(harness.view.rows('workers').has('scripted.w2')).toBe(false);
  });

  it('keeps what a source said of a worker that went, once its collects miss it', async () => {
    await collect('workers', [aWorker('w1'), aWorker('w2')]);
    const gone = aWorker('w2', { tier: 'offline', reasons: ['no heartbeat for 9 s'] });
    harness.ledger.report(harness.origin, { observations: [{ section: 'workers', upsert: gone }] });
    await collect('workers', [aWorker('w1')]);
    await collect('workers', [aWorker('w1')]);
    expect(harness.view.rows('workers').get('scripted.w2')).toMatchObject({
      tier: 'offline',
      reasons: ['no heartbeat for 9 s'],
    });
    harness.clock.advance(3_600_001);
    await collect('workers', [aWorker('w1')]);
    expect(harness.view.rows('workers').has('scripted.w2')).toBe(false);
  });

  it('degrades a worker of which its source has something to say', async () => {
    const reason = 'its clock is 20 s behind';
    await collect('workers', [
      aWorker('w1', { reasons: [reason] }),
      aWorker('w2', { cpuPercent: 99, reasons: [reason] }),
    ]);
    const rows = harness.view.rows('workers');
    expect(rows.get('scripted.w1')).toMatchObject({ tier: 'degraded', reasons: [reason] });
    expect(rows.get('scripted.w2')).toMatchObject({ tier: 'degraded', reasons: ['CPU 99 %', reason] });
  });

  it('tells of each worker that one collect misses', async () => {
    await collect('workers', [aWorker('w1'), aWorker('w2'), aWorker('w3')]);
    await collect('workers', [aWorker('w3')]);
    const down = harness.commits
      .flatMap(commit => commit.events)
      .filter(event => event.type === 'worker:down');
    expect(down.map(({ data }) => data.workerId)).toEqual(['scripted.w1', 'scripted.w2']);
  });

  it('judges heartbeats by when they reached us, whatever the clock of the worker says', async () => {
    const skewed = new Date(harness.clock.now() - 600_000).toISOString();
    await collect('workers', [aWorker('w1', { lastHeartbeatAt: skewed })]);
    expect(harness.view.rows('workers').get('scripted.w1')!.tier).toBe('healthy');
    harness.clock.advance(31_000);
    await collect('workers', [aWorker('w1', { lastHeartbeatAt: skewed })]);
    expect(harness.view.rows('workers').get('scripted.w1')!.tier).toBe('critical');
    await collect('workers', [
      aWorker('w1', { lastHeartbeatAt: new Date(harness.clock.now() - 600_000).toISOString() }),
    ]);
    expect(harness.view.rows('workers').get('scripted.w1')!.tier).toBe('healthy');
  });

  it('takes an event id once per source', async () => {
    const events = [{ name: 'job:completed', id: 'x', payload: { jobId: 'j', name: 'n', queue: 'embed' } }];
    harness.ledger.report(harness.origin, { events });
    harness.ledger.report(harness.origin, { events });
    await harness.pass(100);
    expect(harness.commits.flatMap(commit => commit.events)).toHaveLength(1);
  });

  it('bounds the jobs section: all active, and the last changed of the others', async () => {
    const jobs = Array.from({ length: 300 }, (_, index) =>
      aJob(`d${index}`, { state: 'completed', finishedAt: new Date(1_000_000 + index).toISOString() }),
    );
    const active = Array.from({ length: 20 }, (_, index) => aJob(`a${index}`, { state: 'processing' }));
    await collect('jobs', [...jobs, ...active]);
    const ids = Array.from(harness.view.rows('jobs').keys());
    expect(ids).toHaveLength(220);
    expect(ids).toContain('scripted.embed.a0');
    expect(ids).toContain('scripted.embed.d299');
    expect(ids).not.toContain('scripted.embed.d99');
    const before = harness.commits.length;
    await collect('jobs', [...jobs, ...active]);
    const moved = harness.commits
      .slice(before)
      .flatMap(commit => [...(commit.sections.jobs?.upsert ?? []), ...(commit.sections.jobs?.remove ?? [])]);
    expect(moved).toEqual([]);
  });

  it('leaves out what does not fit and goes on', async () => {
    harness.ledger.report(harness.origin, {
      observations: [
        { section: 'nonsense', upsert: { id: 'x' } },
        { section: 'dashboard', upsert: { id: 'overview' } },
        { section: 'queues', upsert: { id: 'bad id', name: 3 } },
        { section: 'queues', patch: { id: 'unknown', queued: 1 } },
        { section: 'queues', upsert: aQueue('embed', { queued: 5 }) },
      ],
      events: [
        { name: 'job:completed', id: 'bad', payload: {} },
        { name: 'job:completed', id: 'good', payload: { jobId: 'j', name: 'n' } },
        { name: 'nobody:knows', id: 'unknown', payload: {} },
      ],
    });
    await harness.pass(60);
    expect(queued(harness)).toBe(5);
    expect(harness.commits.flatMap(commit => commit.events.map(event => event.id))).toEqual(['good']);
    expect(harness.ledger.figures.invalid).toBe(4);
  });

  it('asks for the sections an event touches and did not bring', async () => {
    harness.ledger.report(harness.origin, {
      observations: [{ section: 'jobs', upsert: aJob('1') }],
      events: [{ name: 'job:created', id: 'c1', payload: { jobId: 'scripted.embed.1', name: 'n' } }],
    });
    expect(harness.touched).toEqual([{ sections: ['dashboard', 'queues', 'analytics'], source: 's' }]);
  });

  it('warns when a queue turns bad', async () => {
    await collect('queues', [aQueue('embed', { queued: 1 })]);
    await collect('queues', [aQueue('embed', { queued: 1, consumers: 0 })]);
    expect(harness.commits.flatMap(commit => commit.events)).toMatchObject([
      {
        type: 'queue:warning',
        data: {
          queue: 'embed',
          health: 'critical',
          previous: 'healthy',
          reasons: ['1 waiting, no consumer'],
        },
      },
      { type: 'system:status', rooms: ['monitoring'], data: { status: 'critical' } },
    ]);
  });

  it('says when what was reported is committed, and refuses when it never will be', async () => {
    harness.ledger.report(harness.origin, upsertQueue(1));
    await harness.ledger.committed();
    expect(queued(harness)).toBe(1);
    harness.clock.advance(3_600_001);
    await harness.store.acquire('b', 1000);
    harness.ledger.report(harness.origin, upsertQueue(2));
    await expect(harness.ledger.committed()).rejects.toThrow('does not lead');
  });

  it('tells every state of a job to the index, also those that a commit leaves out', async () => {
    for (const state of ['queued', 'processing', 'completed']) {
      harness.ledger.report(harness.origin, {
        observations: [{ section: 'jobs', upsert: aJob('1', { state }) }],
      });
    }
    harness.ledger.report(harness.origin, {
      observations: [{ section: 'jobs', remove: 'scripted.embed.1' }],
    });
    await harness.pass(100);
    expect(harness.jobs.map(({ state }) => state)).toEqual(['queued', 'processing', 'completed']);
    expect(harness.jobs.map(({ rev }) => rev)).toEqual([...harness.jobs.map(({ rev }) => rev)].sort());
    expect(harness.gone).toEqual(['scripted.embed.1']);
    expect(harness.view.rows('jobs').size).toBe(0);
  });

  it('ends when the lease was fenced off', async () => {
    harness.clock.advance(3_600_001);
    await harness.store.acquire('b', 1000);
    harness.ledger.report(harness.origin, upsertQueue(1));
    await harness.settle();
    expect(harness.fenced).toHaveLength(1);
    expect(harness.view.rows('queues').size).toBe(0);
  });

  it('tries a commit again while the store is away, and loses nothing', async () => {
    const { store } = harness;
    const commit = store.commit.bind(store);
    let isAway = true;
    store.commit = async (...args) => {
      const done = await commit(...args);
      // The worst case: it was applied, and only the answer is lost.
      if (isAway) throw new Error('connection lost');
      return done;
    };
    harness.ledger.report(harness.origin, upsertQueue(1));
    await harness.pass(3000);
    harness.ledger.report(harness.origin, upsertQueue(2));
    isAway = false;
    await harness.pass(2000);
    expect(queued(harness)).toBe(2);
    expect(harness.commits.map(({ version }) => version)).toEqual([2, 3]);
    expect(harness.fenced).toEqual([]);
  });
});
