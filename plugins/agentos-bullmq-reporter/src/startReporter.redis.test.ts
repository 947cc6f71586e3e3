import { UnrecoverableError, Worker } from 'bullmq';
import { hostname } from 'node:os';
import { ReporterFixture } from './__testUtils__/ReporterFixture';
import { waitFor } from './__testUtils__/waitFor';
import { startReporter } from './startReporter';

/** A processor that runs until its signal fires, and says by what. */
const untilCancelled =
  (fired: unknown[] = []) =>
  async (_job: unknown, _token?: string, signal?: AbortSignal) =>
    new Promise((_resolve, reject) => {
      signal!.addEventListener('abort', () => {
        fired.push(signal!.reason);
        reject(new Error('The operation was aborted'));
      });
    });

describe('startReporter', () => {
  let fixture: ReporterFixture;

  beforeEach(async () => {
    fixture = await ReporterFixture.start();
  });

  afterEach(() => fixture.close());

  it('reports the process and what its workers do', async () => {
    const queue = fixture.queue('embed');
    let release = () => {};
    const gate = new Promise<void>(resolve => {
      release = resolve;
    });
    const worker = fixture.worker(
      'embed',
      async job => {
        if (job.name === 'wrong') throw new UnrecoverableError('no');
        if (job.name === 'again' && job.attemptsMade === 0) throw new Error('once more');
        if (job.name === 'long') await gate;
      },
      { concurrency: 3 },
    );
    fixture.reporter({ workers: [worker] });
    await queue.add('right', {});
    await queue.add('wrong', {});
    await queue.add('again', {}, { attempts: 2 });
    const { id } = await queue.add('long', {});
    const report = await fixture.report(
      ({ workers, cpuPercent }) => cpuPercent !== undefined && workers[0].processed === 3,
    );
    expect(report).toEqual({
      id: expect.any(String),
      at: expect.any(Number),
      hostname: hostname(),
      pid: process.pid,
      startedAt: expect.any(String),
      version: expect.stringMatching(/^6\./),
      cpuPercent: expect.any(Number),
      memoryBytes: expect.any(Number),
      workers: [
        {
          queue: 'embed',
          name: 'worker-of-embed',
          state: 'running',
          concurrency: 3,
          active: 1,
          jobs: [id],
          processed: 3,
          failed: 1,
        },
      ],
    });
    expect(Math.abs(Date.parse(report.startedAt) - (Date.now() - process.uptime() * 1_000))).toBeLessThan(
      2_000,
    );
    expect(report.memoryBytes).toBeGreaterThan(1e7);
    release();
    await fixture.report(({ workers }) => workers[0].active === 0);
    expect(fixture.errors).toEqual([]);
  });

  it('counts a job that went back to its queue as no longer running', async () => {
    const queue = fixture.queue('embed');
    const worker: Worker = fixture.worker('embed', async () => {
      await worker.rateLimit(60_000);
      throw Worker.RateLimitError();
    });
    fixture.reporter({ workers: [worker] });
    await queue.add('limited', {});
    await waitFor(
      async () => (await queue.getWaitingCount()) === 1 && (await queue.getRateLimitTtl()) > 0,
      'the limit',
    );
    const report = await fixture.report(({ workers }) => workers[0].active === 0);
    expect(report.workers[0].processed).toBe(0);
  });

  it('cancels a running job for good: its signal fires, and no attempt follows', async () => {
    const queue = fixture.queue('embed');
    const fired: unknown[] = [];
    const worker = fixture.worker('embed', untilCancelled(fired));
    fixture.reporter({ workers: [worker] });
    const job = await queue.add('long', {}, { attempts: 5 });
    const { id } = await fixture.report(({ workers }) => workers[0].active === 1);
    const reply = await fixture.ask(id, {
      do: 'cancel',
      queue: 'embed',
      jobId: job.id!,
      reason: 'not needed',
    });
    expect(reply).toMatchObject({ done: true });
    expect(fired).toEqual(['not needed']);
    await waitFor(() => queue.getFailedCount(), 'the end of the job');
    const ended = (await queue.getJob(job.id!))!;
    expect(ended.failedReason).toBe('Cancelled: not needed');
    expect(ended.attemptsMade).toBe(1);
    await fixture.report(({ workers }) => workers[0].failed === 1 && workers[0].active === 0);
  });

  it('says why it cannot cancel a job', async () => {
    const queue = fixture.queue('embed');
    let release = () => {};
    const worker = fixture.worker(
      'embed',
      async _job =>
        new Promise<void>(resolve => {
          release = resolve;
        }),
    );
    fixture.reporter({ workers: [worker] });
    const job = await queue.add('deaf', {});
    const { id } = await fixture.report(({ workers }) => workers[0].active === 1);
    expect(await fixture.ask(id, { do: 'cancel', queue: 'embed', jobId: job.id! })).toMatchObject({
      code: 'NOT_CAPABLE',
    });
    expect(await fixture.ask(id, { do: 'cancel', queue: 'embed', jobId: 'other' })).toMatchObject({
      code: 'GONE',
    });
    expect(await fixture.ask(id, { do: 'cancel', queue: 'other', jobId: job.id! })).toMatchObject({
      code: 'GONE',
    });
    release();
    await waitFor(() => queue.getCompletedCount(), 'the end of the job');
  });

  it('drains, resumes, scales and shuts down the worker that is named, and no other of the process', async () => {
    const queue = fixture.queue('embed');
    let release = () => {};
    const gate = new Promise<void>(resolve => {
      release = resolve;
    });
    const embed = fixture.worker('embed', () => gate);
    const split = fixture.worker('split', async () => {});
    fixture.reporter({ workers: [embed, split] });
    const { id } = await fixture.report(({ workers }) => workers.length === 2);
    const to = { queue: 'embed', worker: 'worker-of-embed' };
    const states = ({ workers }: { workers: Array<{ state: string }> }) =>
      workers.map(({ state }) => state).join();

    await queue.add('first', {});
    await fixture.report(({ workers }) => workers[0].active === 1);
    expect(await fixture.ask(id, { do: 'drain', ...to })).toMatchObject({ done: true });
    await fixture.report(report => states(report) === 'draining,running');
    await queue.add('second', {});
    release();
    await fixture.report(({ workers }) => workers[0].processed === 1 && workers[0].active === 0);
    expect(await fixture.ask(id, { do: 'scale', ...to, concurrency: 7 })).toMatchObject({ done: true });
    await fixture.report(({ workers }) => workers[0].concurrency === 7 && workers[1].concurrency === 1);
    expect(await queue.getWaitingCount()).toBe(1);
    expect(await fixture.ask(id, { do: 'resume', ...to })).toMatchObject({ done: true });
    await waitFor(async () => (await queue.getCompletedCount()) === 2, 'the second job');

    expect(await fixture.ask(id, { do: 'shutdown', ...to })).toMatchObject({ done: true });
    await fixture.report(report => states(report) === 'closed,running');
    expect(await fixture.ask(id, { do: 'drain', ...to })).toMatchObject({
      done: false,
      code: 'STATE_CHANGED',
    });
    expect(await fixture.ask(id, { do: 'drain', queue: 'embed', worker: 'x' })).toMatchObject({
      code: 'GONE',
    });
  });

  it('does a command once, however often it arrives', async () => {
    const worker = fixture.worker('embed', async () => {});
    fixture.reporter({ workers: [worker] });
    const { id } = await fixture.report();
    const to = { queue: 'embed', worker: 'worker-of-embed' };
    expect(await fixture.ask(id, { do: 'scale', ...to, concurrency: 5 }, 'one')).toMatchObject({
      done: true,
    });
    worker.concurrency = 2;
    expect(await fixture.ask(id, { do: 'scale', ...to, concurrency: 5 }, 'one')).toMatchObject({
      done: true,
    });
    expect(worker.concurrency).toBe(2);
  });

  it('survives garbage, and answers what can be answered', async () => {
    const worker = fixture.worker('embed', async () => {});
    fixture.reporter({ workers: [worker] });
    const { id } = await fixture.report();
    const keys = async () => (await fixture.redis.keys('*')).filter(key => !key.startsWith('bull:')).sort();
    const before = await keys();
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"do":"ping"}',
      '{"do":"ping","id":1,"replyTo":"agentos:reporter:bull:replies:x"}',
    ]) {
      expect(await fixture.send(id, text)).toBe(1);
    }
    // It pushes to no key but those of replies.
    await fixture.send(id, JSON.stringify({ do: 'ping', id: '1', replyTo: 'bull:embed:wait' }));
    await fixture.send(id, JSON.stringify({ do: 'ping', id: '1', replyTo: 'x'.repeat(100_000) }));
    expect(await fixture.ask(id, { do: 'toString' })).toMatchObject({ done: false, code: 'BAD_COMMAND' });
    expect(
      await fixture.ask(id, { do: 'scale', queue: 'embed', worker: 'a', concurrency: 1e9 }),
    ).toMatchObject({
      code: 'BAD_COMMAND',
    });
    expect(await fixture.ask(id, { do: 'ping' })).toMatchObject({ done: true });
    expect(await keys()).toEqual(before);
    expect(await fixture.redis.exists('bull:embed:wait')).toBe(0);
    expect(fixture.errors).toEqual([]);
  });

  it('reports and listens again after Redis was away', async () => {
    const worker = fixture.worker('embed', async () => {});
    fixture.reporter({ workers: [worker] });
    await fixture.report();
    await fixture.kill();
    await waitFor(() => fixture.errors.length > 0, 'the loss to be told');
    await fixture.launch();
    const { id } = await fixture.report();
    await waitFor(() => fixture.send(id, ''), 'the channel');
    expect(await fixture.ask(id, { do: 'ping' })).toMatchObject({ done: true });
  });

  it('says last which workers were closed, and forgets a process whose workers go on', async () => {
    const embed = fixture.worker('embed', async () => {});
    const split = fixture.worker('split', async () => {});
    const reporter = fixture.reporter({ workers: [embed, split] });
    await fixture.report(({ workers }) => workers.length === 2);
    await embed.close();
    await reporter.stop();
    expect(await fixture.reports()).toEqual([
      expect.objectContaining({ workers: [expect.objectContaining({ queue: 'embed', state: 'closed' })] }),
    ]);

    const other = fixture.reporter({ workers: [split] });
    const { id } = await fixture.report(({ workers }) => workers[0].queue === 'split');
    await other.stop();
    expect((await fixture.reports()).map(report => report.id)).not.toContain(id);
    expect(await fixture.send(id, '')).toBe(0);
  });

  it('sweeps what processes left behind that ended long ago', async () => {
    await fixture.redis.hset('agentos:reporter:bull', { old: '1000 {}', odd: 'x', new: `${Date.now()} {}` });
    fixture.reporter({ workers: [fixture.worker('embed', async () => {})] });
    const { id } = await fixture.report();
    expect((await fixture.redis.hkeys('agentos:reporter:bull')).sort()).toEqual([id, 'new'].sort());
    expect(await fixture.redis.pttl('agentos:reporter:bull')).toBeGreaterThan(3_500_000);
  });

  it('tells what is wrong with its settings, and does not throw', async () => {
    const nameless = fixture.worker('embed', async () => {}, { name: undefined });
    fixture.reporter({ workers: [nameless] });
    expect(fixture.errors.map(String)).toEqual([expect.stringContaining('queue embed has no name')]);
    const errors: Error[] = [];
    const tell = (error: Error) => {
      errors.push(error);
      throw error;
    };
    const wrong = { connection: { duplicate: () => {} } as never, workers: [nameless], onError: tell };
    await startReporter(wrong).stop();
    await startReporter({ workers: undefined as never, onError: tell }).stop();
    expect(errors.map(({ name }) => name)).toEqual(['TypeError', 'TypeError']);
  });
});
