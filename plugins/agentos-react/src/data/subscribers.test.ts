import { anEvent, aQueue, aWorker, createTestReplica, type TestReplica } from '../testUtils';

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

/** Counts the calls since it was looked at last. */
const counter = () => {
  const listener = jest.fn();
  return Object.assign(() => listener(), {
    take: () => {
      const calls = listener.mock.calls.length;
      listener.mockClear();
      return calls;
    },
  });
};

describe('who is told', () => {
  it('one row subscriber for one changed row, and each section subscriber of it', async () => {
    const [a, b, w, queues, workers] = [counter(), counter(), counter(), counter(), counter()];
    replica.service.subscribeRow('queues', 'a', a);
    replica.service.subscribeRow('queues', 'b', b);
    replica.service.subscribeRow('workers', 'w', w);
    replica.service.subscribeSection('queues', queues);
    replica.service.subscribeSection('workers', workers);
    await at();
    [a, b, w, queues, workers].forEach(listener => listener.take());
    const before = { b: replica.service.getRow('queues', 'b'), workers: view('workers') };

    replica.server.commit({ upsert: { queues: [queue('a', 2), queue('b', 1)] } });
    await at();
    expect([a, b, w, queues, workers].map(listener => listener.take())).toEqual([1, 0, 0, 1, 0]);
    expect(replica.service.getRow('queues', 'a')).toMatchObject({ queued: 2 });
    expect(replica.service.getRow('queues', 'b')).toBe(before.b);
    expect(view('workers')).toBe(before.workers);

    replica.server.commit({ remove: { queues: ['a'] } });
    await at();
    expect([a, b, w, queues, workers].map(listener => listener.take())).toEqual([1, 0, 0, 1, 0]);
    expect(replica.service.getRow('queues', 'a')).toBeUndefined();
  });

  it('each subscriber, also when two bring the same function', async () => {
    const listener = counter();
    const leave = replica.service.subscribeSection('queues', listener);
    replica.service.subscribeSection('queues', listener);
    await at();
    leave();
    listener.take();
    replica.server.commit({ upsert: { queues: [queue('a', 2)] } });
    await at();
    expect(listener.take()).toBe(1);
  });

  it('once per frame, however many deltas came', async () => {
    const listener = counter();
    replica.service.subscribeSection('queues', listener);
    await at();
    listener.take();
    for (let queued = 2; queued < 12; queued++) replica.server.commit({ upsert: { queues: [queue('a', queued)] } });
    await at();
    expect(listener.take()).toBe(1);
    expect(replica.service.getRow('queues', 'a')).toMatchObject({ queued: 11 });
  });

  it('nobody by a snapshot that says the same', async () => {
    const [a, queues] = [counter(), counter()];
    replica.service.subscribeRow('queues', 'a', a);
    replica.service.subscribeSection('queues', queues);
    await at();
    const before = view();
    [a, queues].forEach(listener => listener.take());
    // One more section: the server sends all of them again.
    replica.service.subscribeSection('workers', noop);
    await at();
    expect(replica.service.getStatistics()).toBeDefined();
    expect(view().rows).toBe(before.rows);
    expect(a.take()).toBe(0);
  });

  it('rarely while the tab is hidden, at once when it is seen again', async () => {
    const listener = counter();
    replica.service.subscribeSection('queues', listener);
    await at();
    listener.take();
    replica.environment.show(false);
    replica.server.commit({ upsert: { queues: [queue('a', 2)] } });
    await at(4_000);
    expect(listener.take()).toBe(0);
    replica.server.commit({ upsert: { queues: [queue('a', 3)] } });
    await at(1_500);
    expect(listener.take()).toBe(1);
    replica.server.commit({ upsert: { queues: [queue('a', 4)] } });
    await at(100);
    replica.environment.show(true);
    await at(20);
    expect(listener.take()).toBe(1);
    expect(replica.states).toEqual(['connecting', 'live']);
  });

  it('of a frame that was planned before the tab was hidden', async () => {
    const listener = counter();
    replica.service.subscribeSection('queues', listener);
    await at();
    listener.take();
    replica.server.commit({ upsert: { queues: [queue('a', 2)] } });
    await at(2);
    replica.environment.show(false);
    await at(5_100);
    expect(listener.take()).toBe(1);
  });

  it('by nothing but news', async () => {
    const flushes = async () => {
      await at(1_100);
      return replica.service.getStatistics().flushes;
    };
    replica.service.subscribeSecond(noop);
    replica.service.subscribeSection('queues', noop);
    const before = await flushes();
    replica.server.commit({ upsert: { queues: [queue('a', 2)] } });
    await at(2);
    replica.environment.show(false);
    replica.environment.show(true);
    replica.environment.show(false);
    replica.environment.show(true);
    expect(await flushes()).toBe(before + 1);
    replica.environment.show(true);
    expect(await flushes()).toBe(before + 1);
  });

  it('not of the seconds that pass without a connection', async () => {
    const listener = counter();
    replica.service.subscribeSection('queues', listener);
    await at();
    listener.take();
    replica.server.accepting = false;
    replica.server.close(1006);
    await at(10_000);
    expect(replica.states.at(-1)).toBe('polling');
    replica.getSsot.mockRejectedValue(new Error('no route'));
    listener.take();
    await at(3_000);
    expect(listener.take()).toBe(0);
  });

  it('of events once, also when they lie in several of the rooms', async () => {
    const [both, other] = [counter(), counter()];
    replica.service.subscribeEvents(['admin', 'alerts'], both);
    replica.service.subscribeEvents(['monitoring'], other);
    await at();
    replica.server.emit(anEvent({ rooms: ['admin', 'alerts'] }), anEvent({ rooms: ['alerts'] }));
    await at();
    expect([both.take(), other.take()]).toEqual([1, 0]);
    replica.server.emit(anEvent({ rooms: ['user:user:default/guest'] }));
    await at();
    expect([both.take(), other.take()]).toEqual([1, 1]);
    expect(replica.service.getEvents().events).toHaveLength(3);
  });

  it('of events the server left out', async () => {
    const listener = counter();
    replica.service.subscribeEvents(['job_status'], listener);
    await at();
    replica.server.sendText('[{"type":"dropped","room":"job_status","count":310}]');
    replica.server.sendText('{"type":"dropped","room":"job_status","count":5}');
    await at();
    expect(listener.take()).toBe(1);
    expect(replica.service.getEvents().dropped).toEqual({ job_status: 315 });
  });
});
