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
const requests = () => replica.server.received.filter(({ type }) => type === 'subscribe' || type === 'unsubscribe');

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

  it('is `empty` for a section the server names without sending it', async () => {
    const { epoch, version } = replica.server.ssot;
    jest.spyOn(replica.server.ssot, 'snapshot').mockReturnValue({ epoch, version, sections: {} });
    replica.service.subscribeSection('queues', noop);
    await at();
    expect(view().status).toBe('empty');
  });

  it('is not for the client to doubt while it follows', async () => {
    replica.service.subscribeSection('queues', noop);
    await at(20_000);
    replica.server.commit({ upsert: { queues: [queue('a', 2)] } });
    await at();
    expect(replica.service.getRow('queues', 'a')).toMatchObject({ queued: 2 });
    expect(replica.service.getAgeMs('queues')).toBeGreaterThan(15_000);
    expect(view().status).toBe('fresh');
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
    // No proof is younger than now.
    expect(replica.service.getAgeMs('queues')).toBeGreaterThanOrEqual(0);
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
    expect(view('workers').status).toBe('loading');
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

describe('the seconds', () => {
  it('are told once, however many count them', async () => {
    const [first, second] = [jest.fn(), jest.fn()];
    replica.service.subscribeSecond(first);
    replica.service.subscribeSecond(second);
    replica.service.subscribeStatus(noop);
    await at(3_000);
    expect([first, second].map(listener => listener.mock.calls.length)).toEqual([3, 3]);
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
