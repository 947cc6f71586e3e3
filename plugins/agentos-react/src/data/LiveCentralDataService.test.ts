import { ResponseError } from '@backstage/errors';
import type { Row } from '@agentos-portal/plugin-agentos-common';
import { anEvent, aQueue, aWorker, createTestReplica, type TestReplica } from '../testUtils';

const noop = () => {};
const queue = (id: string, queued = 1) => aQueue({ id, queued }) as unknown as Row;
const worker = (id: string, active = 1) => aWorker({ id, active }) as unknown as Row;

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
    await at(1_500);
    expect(listener.take()).toBe(1);
    replica.server.commit({ upsert: { queues: [queue('a', 3)] } });
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

describe('what is asked for', () => {
  it('nothing before somebody subscribes', async () => {
    await at(100_000);
    expect(replica.server.attempts).toEqual([]);
    expect(replica.environment.pendingTimers).toBe(0);
  });

  it('what a page mounts at once, in one request', async () => {
    replica.service.subscribeSection('queues', noop);
    replica.service.subscribeSection('queues', noop);
    replica.service.subscribeRow('workers', 'w', noop);
    replica.service.subscribeEvents(['admin'], noop);
    await at();
    expect(requests()).toEqual([{ type: 'subscribe', rooms: ['admin'], sections: ['queues', 'workers'] }]);
  });

  it('more at once, less after 30 s, nothing for who comes back meanwhile', async () => {
    const leave = replica.service.subscribeSection('queues', noop);
    await at();
    const leaveMore = replica.service.subscribeSection('workers', noop);
    const leaveRoom = replica.service.subscribeEvents(['admin'], noop);
    await at();
    expect(requests().slice(1)).toEqual([{ type: 'subscribe', rooms: ['admin'], sections: ['queues', 'workers'] }]);

    leaveMore();
    leaveRoom();
    await at(29_000);
    replica.service.subscribeSection('workers', noop)();
    await at(29_000);
    expect(requests().slice(2)).toEqual([{ type: 'unsubscribe', rooms: ['admin'] }]);
    await at(2_000);
    expect(requests().slice(3)).toEqual([{ type: 'unsubscribe', sections: ['workers'] }]);
    leave();
  });

  it('everything afresh for a section that was given up, whose rows are shown meanwhile as stale', async () => {
    replica.service.subscribeSection('queues', noop);
    replica.service.subscribeSection('workers', noop)();
    await at(31_000);
    replica.server.commit({ upsert: { workers: [worker('late')] } });
    await at();
    replica.service.subscribeSection('workers', noop);
    expect(Array.from(view('workers').rows.keys())).toEqual(['w']);
    await at();
    expect(requests().at(-1)).toEqual({ type: 'subscribe', sections: ['queues', 'workers'] });
    expect(Array.from(view('workers').rows.keys())).toEqual(['w', 'late']);
  });

  it('does not resume while a wanted section was never held', async () => {
    replica.service.subscribeSection('queues', noop);
    await at(6_000);
    replica.server.close(1006);
    await at(1);
    replica.service.subscribeSection('workers', noop);
    await at(1_000);
    expect(requests().at(-1)).toEqual({ type: 'subscribe', rooms: [], sections: ['queues', 'workers'] });
    expect(view('workers').status).toBe('fresh');
  });

  it('takes no snapshot for more than it was granted', async () => {
    replica.service.subscribeSection('queues', noop);
    await at();
    // The next page is mounted while the answer to the last request is still on its way.
    replica.service.subscribeSection('workers', noop);
    const [connection] = replica.server.connections;
    connection.send({ type: 'initial_data', ...replica.server.ssot.snapshot(['queues']) });
    await at(3);
    expect(view('workers').status).toBe('loading');
    await at();
    expect(view('workers').status).toBe('fresh');
  });

  it('no connection 30 s after the last subscriber left', async () => {
    const leaves = [
      replica.service.subscribeSection('queues', noop),
      replica.service.subscribeRow('queues', 'a', noop),
      replica.service.subscribeEvents(['admin'], noop),
      replica.service.subscribeStatus(noop),
      replica.service.subscribeSecond(noop),
    ];
    await at(1_100);
    expect(replica.service.getStatistics().subscribers).toBe(4);
    leaves.forEach(leave => leave());
    leaves.forEach(leave => leave());
    replica.service.subscribeSecond(noop)();
    expect(replica.service.getStatistics().subscribers).toBe(0);
    await at(29_000);
    expect(replica.server.connections.size).toBe(1);
    await at(2_000);
    expect(replica.server.connections.size).toBe(0);
    expect(replica.service.getStatus().state).toBe('idle');
    await at(10_000);
    expect(replica.environment.pendingTimers).toBe(0);
  });

  it('a connection again for who comes back later', async () => {
    replica.service.subscribeSection('queues', noop)();
    await at(31_000);
    replica.server.commit({ upsert: { queues: [queue('c')] } });
    replica.service.subscribeSection('queues', noop);
    expect(view().rows.size).toBe(2);
    await at();
    expect(view().rows.size).toBe(3);
    expect(replica.states).toEqual(['connecting', 'live', 'idle', 'connecting', 'live']);
  });
});

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
    expect(replica.service.getStatus().state).toBe('idle');
    replica.getSsot.mockClear();
    await at(200_000);
    expect(replica.getSsot).not.toHaveBeenCalled();
  });

  it('reads at once what another page wants', async () => {
    replica.service.subscribeSection('queues', noop);
    await at(20_000);
    expect(replica.service.getStatus().state).toBe('polling');
    replica.service.subscribeSection('workers', noop);
    await at();
    expect(view('workers').rows.size).toBe(1);
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
    replica.server.commit({ upsert: { queues: [queue('c')] } });
    await at();
    replica.getSsot.mockResolvedValue(old);
    replica.server.accepting = false;
    replica.server.close(1006);
    await at(30_000);
    expect(replica.service.getStatus().state).toBe('polling');
    expect(replica.getSsot).toHaveBeenCalled();
    expect(view().rows.size).toBe(3);
  });

  it('does not take an answer that comes after the socket', async () => {
    let answer: (value: never) => void = noop;
    replica.getSsot.mockReturnValue(new Promise(resolve => (answer = resolve)));
    replica.service.subscribeSection('queues', noop);
    await at(100);
    const old = { ...replica.server.read(['queues']), epoch: 'old' };
    replica.server.accepting = true;
    await at(2_000);
    expect(replica.states).toEqual(['connecting', 'live']);
    answer(old as never);
    await at(100);
    replica.server.commit({ upsert: { queues: [queue('c')] } });
    await at(100);
    expect(requests()).toHaveLength(1);
    expect(view().rows.size).toBe(3);
  });
});

describe('what a person may not see', () => {
  it('is forbidden by section, and comes when it is allowed', async () => {
    replica.server.denied.add('workers');
    replica.service.subscribeSection('queues', noop);
    replica.service.subscribeSection('workers', noop);
    await at(6_000);
    expect([view().status, view('workers').status]).toEqual(['fresh', 'forbidden']);

    replica.server.close(1006);
    replica.server.denied.clear();
    await at(1_000);
    expect(requests().slice(1)).toEqual([
      { type: 'subscribe', rooms: [], sections: ['queues', 'workers'], since: { epoch: 'epoch-1', version: 1 } },
      { type: 'subscribe', sections: ['queues', 'workers'] },
    ]);
    expect([view().status, view('workers').status]).toEqual(['fresh', 'fresh']);
  });

  it('leaves the page when it is revoked', async () => {
    replica.service.subscribeSection('queues', noop);
    replica.service.subscribeSection('workers', noop);
    replica.service.subscribeEvents(['admin'], noop);
    await at();
    replica.server.emit(anEvent());
    replica.server.sendText('{"type":"subscribed","rooms":[],"sections":["queues"],"denied":["workers"]}');
    await at();
    expect(view('workers')).toMatchObject({ status: 'forbidden', rows: new Map() });
    expect(view().rows.size).toBe(2);

    replica.server.close(4403);
    await at();
    expect(view()).toMatchObject({ status: 'forbidden', rows: new Map() });
    expect(replica.service.getEvents().events).toEqual([]);
    await at(61_000);
    expect(view().rows.size).toBe(2);
  });

  it('is told over HTTP too', async () => {
    replica.server.accepting = false;
    replica.server.denied.add('workers');
    replica.service.subscribeSection('queues', noop);
    replica.service.subscribeSection('workers', noop);
    await at(100);
    expect([view().status, view('workers').status]).toEqual(['fresh', 'forbidden']);
  });
});

describe('freshness', () => {
  it('is what the server says', async () => {
    replica.service.subscribeSection('queues', noop);
    await at();
    replica.server.ssot.setHead('queues', { status: 'stale' });
    replica.server.connections.forEach(connection => connection.sendHead('queues'));
    await at();
    expect(view().status).toBe('stale');
    expect(view().rows.size).toBe(2);
    replica.server.commit({ heads: { queues: { status: 'failed', error: 'refused' } } });
    await at();
    expect(view()).toMatchObject({ status: 'failed', error: 'refused' });
  });

  it('counts age by the own clock from what the server said', async () => {
    replica.service.subscribeSection('queues', noop);
    await at(4_000);
    const before = replica.service.getAgeMs('queues')!;
    expect(before).toBeGreaterThan(3_900);
    // The wall clock of the server is years away.
    replica.server.commit({ heads: { queues: { collectedAt: '2026-01-01T12:00:03.000Z' } } });
    await at();
    expect(replica.service.getAgeMs('queues')).toBe(before - 3_000 + 50);
    replica.server.commit({ heads: { queues: { collectedAt: '2026-01-01T12:00:30.000Z' } } });
    await at();
    expect(replica.service.getAgeMs('queues')).toBeLessThan(50);
  });

  it('is `empty` for a section that was never collected', async () => {
    replica.server.ssot.setHead('schedules', { status: 'empty', collectedAt: null });
    replica.service.subscribeSection('schedules', noop);
    await at();
    expect(view('schedules').status).toBe('empty');
    expect(replica.service.getAgeMs('schedules')).toBeUndefined();
  });
});

describe('pausing', () => {
  it('goes on receiving, and lets a page that opens meanwhile load', async () => {
    replica.service.subscribeSection('queues', noop);
    replica.service.subscribeEvents(['admin'], noop);
    await at();
    const before = view();
    replica.service.pause();
    replica.server.commit({ upsert: { queues: [queue('c')] }, events: [anEvent()] });
    replica.service.subscribeSection('workers', noop);
    await at(1_000);
    expect(view()).toBe(before);
    expect(replica.service.getEvents().events).toEqual([]);
    expect(view('workers').rows.size).toBe(1);
    replica.service.resume();
    await at();
    expect(view().rows.size).toBe(3);
    expect(replica.service.getEvents().events).toHaveLength(1);
  });
});

describe('statistics', () => {
  it('add up', async () => {
    replica.service.subscribeSecond(noop);
    replica.service.subscribeSection('queues', noop);
    await at();
    replica.server.commit({ upsert: { queues: [queue('a', 5)] }, events: [anEvent({ rooms: ['user:user:default/guest'] })] });
    await at(6_000);
    replica.server.close(1006);
    await at(6_000);
    expect(replica.service.getStatistics()).toMatchObject({
      frames: 6,
      snapshots: 1,
      deltas: 1,
      rowsApplied: 3,
      events: 1,
      subscribers: 1,
      reconnects: 1,
      resyncs: 0,
      httpReads: 0,
    });
    expect(replica.service.getStatistics().characters).toBeGreaterThan(1_000);
  });
});

describe('events', () => {
  it('are kept up to 500, each once', async () => {
    replica.service.subscribeEvents(['admin'], noop);
    await at();
    replica.server.connections.forEach(connection => Object.assign(connection, { repeating: true }));
    for (let n = 0; n < 300; n++) replica.server.emit(anEvent({ id: `first-${n}` }));
    await at();
    for (let n = 0; n < 300; n++) replica.server.emit(anEvent({ id: `second-${n}` }));
    await at();
    const { events } = replica.service.getEvents();
    expect(events).toHaveLength(500);
    expect(events[0].id).toBe('second-299');
    expect(new Set(events.map(event => event.id)).size).toBe(500);
  });
});
