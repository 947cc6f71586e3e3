import { ResponseError } from '@backstage/errors';
import type { SsotSnapshot } from '@agentos-portal/plugin-agentos-common';
import { aQueue, aWorker, createTestReplica, type TestReplica } from '../testUtils';

interface Settle {
  resolve(snapshot: SsotSnapshot): void;
  reject(error: Error): void;
}

const noop = () => {};
const queue = (id: string, queued = 1) => aQueue({ id, queued });
const worker = (id: string, active = 1) => aWorker({ id, active });

let replica: TestReplica;
let at: (ms?: number) => Promise<void>;

beforeEach(() => {
  replica = createTestReplica();
  at = ms => replica.environment.advance(ms ?? 50);
  replica.server.commit({ upsert: { queues: [queue('a'), queue('b')], workers: [worker('w')] } });
});

const view = (section = 'queues') => replica.service.getSection(section);
const requests = () => replica.server.received.filter(({ type }) => type === 'subscribe' || type === 'unsubscribe');
const fail = (statusCode: number) =>
  ResponseError.fromResponse(new Response('{}', { status: statusCode }) as never);

describe('without a socket', () => {
  beforeEach(() => {
    replica.server.accepting = false;
  });

  it('reads over HTTP once after the first failure, and every minute while polling', async () => {
    replica.service.subscribeSection('queues', noop);
    await at(100);
    expect(replica.getSsot).toHaveBeenCalledTimes(1);
    expect(replica.getSsot).toHaveBeenLastCalledWith({ sections: ['queues'], signal: expect.any(AbortSignal) });
    expect(view()).toMatchObject({ status: 'fresh', rows: new Map([['a', queue('a')], ['b', queue('b')]]) });
    await replica.environment.until(() => replica.service.getStatus().state === 'polling');
    await at(1);
    expect(replica.getSsot).toHaveBeenCalledTimes(2);
    await at(121_000);
    expect(replica.getSsot).toHaveBeenCalledTimes(4);

    replica.server.accepting = true;
    await replica.environment.until(() => replica.service.getStatus().state === 'live');
    await at(200_000);
    expect(replica.getSsot).toHaveBeenCalledTimes(4);
    expect(requests()).toEqual([
      { type: 'subscribe', rooms: [], sections: ['queues'], since: { epoch: 'epoch-1', version: 1 } },
    ]);
  });

  it('reads no more when nobody is there', async () => {
    replica.service.subscribeSection('queues', noop)();
    await at(100_000);
    expect(replica.service.getStatus()).toMatchObject({ state: 'idle', attempts: 0 });
    replica.getSsot.mockClear();
    await at(200_000);
    expect(replica.getSsot).not.toHaveBeenCalled();
  });

  it('reads at once what another page wants, in one request, and nothing when it has it', async () => {
    replica.service.subscribeSection('queues', noop);
    await at(20_000);
    expect(replica.service.getStatus().state).toBe('polling');
    replica.getSsot.mockClear();
    replica.service.subscribeEvents(['admin'], noop);
    await at();
    expect(replica.getSsot).not.toHaveBeenCalled();
    replica.service.subscribeSection('agents', noop);
    replica.service.subscribeSection('workers', noop);
    await at();
    expect(view('workers').rows.size).toBe(1);
    expect(replica.getSsot).toHaveBeenCalledTimes(1);
  });

  it('calls a section stale when its last proof is older than 15 s', async () => {
    replica.service.subscribeSection('queues', noop);
    await replica.environment.until(() => replica.service.getStatus().state === 'polling');
    await at(14_900);
    expect(view().status).toBe('fresh');
    await at(1_500);
    expect(view().status).toBe('stale');
    expect(replica.service.getAgeMs('queues')).toBeGreaterThan(15_000);
  });

  it('does not read while it has everything and tries again', async () => {
    replica.server.accepting = true;
    replica.service.subscribeSection('queues', noop);
    await at(6_000);
    replica.server.accepting = false;
    replica.server.close(1006);
    await at(3_000);
    expect(replica.service.getStatus()).toMatchObject({ state: 'reconnecting', attempts: 3 });
    expect(replica.getSsot).not.toHaveBeenCalled();
  });

  it.each([
    ['fails', () => replica.getSsot.mockRejectedValue(new Error('no route'))],
    ['takes long', () => replica.getSsot.mockReturnValue(new Promise(noop))],
  ])('reads once before it polls, also when that %s', async (_name, spoil) => {
    spoil();
    replica.service.subscribeSection('queues', noop);
    await at(7_000);
    expect(replica.service.getStatus()).toMatchObject({ state: 'connecting', attempts: 4 });
    expect(replica.getSsot).toHaveBeenCalledTimes(1);
  });

  it('keeps the last rows on an error, and says what is wrong', async () => {
    replica.service.subscribeSection('queues', noop);
    await at(100);
    replica.getSsot.mockRejectedValue(new Error('no route'));
    await at(80_000);
    expect(view()).toMatchObject({ status: 'stale' });
    expect(view().rows.size).toBe(2);
    expect(replica.service.getStatus()).toMatchObject({ state: 'polling', error: new Error('no route') });
  });

  it('says why there are no rows', async () => {
    replica.getSsot.mockRejectedValue(new Error('no route'));
    replica.service.subscribeSection('queues', noop);
    await at(100);
    expect(view()).toMatchObject({ status: 'failed', error: 'no route' });
    replica.server.accepting = true;
    await at(20_000);
    expect(view()).toMatchObject({ status: 'fresh', error: undefined });
    expect(replica.service.getStatus().error).toBeUndefined();
  });

  it('is not denied by a server in trouble', async () => {
    replica.getSsot.mockRejectedValue(await fail(500));
    replica.service.subscribeSection('queues', noop);
    await at(20_000);
    expect(replica.states).toEqual(['connecting', 'polling']);
  });

  it('is denied when HTTP says so', async () => {
    replica.getSsot.mockRejectedValue(await fail(403));
    replica.service.subscribeSection('queues', noop);
    await at(100);
    expect(replica.service.getStatus().state).toBe('denied');
    expect(view().status).toBe('forbidden');
    replica.server.accepting = true;
    await at(61_000);
    expect(view().status).toBe('fresh');
  });

  it('does not take an older state from another replica of the backend', async () => {
    replica.server.accepting = true;
    replica.service.subscribeSection('queues', noop);
    await at();
    const old = replica.server.read(['queues']);
    const oldOfBoth = replica.server.read(['queues', 'workers']);
    replica.server.commit({ upsert: { queues: [queue('c')], workers: [worker('new')] } });
    await at();
    replica.getSsot.mockResolvedValue(old);
    replica.server.accepting = false;
    replica.server.close(1006);
    await at(30_000);
    expect(replica.service.getStatus().state).toBe('polling');
    expect(replica.getSsot).toHaveBeenCalled();
    expect(view().rows.size).toBe(3);

    // What is not held at all is better old than not there, and is brought up to date by the socket.
    replica.getSsot.mockResolvedValue(oldOfBoth);
    replica.service.subscribeSection('workers', noop);
    await at();
    expect([view().rows.size, view('workers').rows.size]).toEqual([3, 1]);
    replica.server.accepting = true;
    await at(61_000);
    expect(requests().at(-1)).toHaveProperty('since.version', 1);
    expect([view().rows.size, view('workers').rows.size]).toEqual([3, 2]);
  });

  it.each([
    ['answer', (settle: Settle) => settle.resolve({ ...replica.server.read(['queues']), epoch: 'old' })],
    ['error', (settle: Settle) => settle.reject(new Error('late'))],
  ])('gives a read up when the socket comes, and takes no %s of it', async (_name, end) => {
    const settle = {} as Settle;
    let signal: AbortSignal | undefined;
    replica.getSsot.mockImplementation(options => {
      signal = options?.signal;
      return new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
    });
    replica.service.subscribeSection('queues', noop);
    await at(100);
    replica.server.accepting = true;
    await at(2_000);
    expect(replica.states).toEqual(['connecting', 'live']);
    expect(signal?.aborted).toBe(true);
    end(settle);
    await at(100);
    replica.server.commit({ upsert: { queues: [queue('c')] } });
    await at(100);
    expect(requests()).toHaveLength(1);
    expect(view().rows.size).toBe(3);
    expect(replica.service.getStatus().error).toBeUndefined();
  });

  it('takes nothing of a section that was given up meanwhile', async () => {
    const settle = {} as Settle;
    replica.service.subscribeSection('queues', noop);
    const leave = replica.service.subscribeSection('workers', noop);
    await at(100);
    leave();
    replica.getSsot.mockReturnValue(
      new Promise((resolve, reject) => Object.assign(settle, { resolve, reject })),
    );
    await at(32_000);
    settle.resolve(replica.server.read(['queues', 'workers']));
    replica.server.accepting = true;
    await replica.environment.until(() => replica.service.getStatus().state === 'live');
    await at(6_000);
    replica.server.commit({ upsert: { workers: [worker('new')] } });
    replica.server.close(1006);
    replica.service.subscribeSection('workers', noop);
    await at(2_000);
    expect(replica.states.at(-1)).toBe('live');
    expect(view('workers').rows.size).toBe(2);
  });

  it('reads nothing when no section is wanted', async () => {
    replica.service.subscribeStatus(noop);
    await at(200_000);
    expect(replica.service.getStatus().state).toBe('polling');
    expect(replica.getSsot).not.toHaveBeenCalled();
  });
});
