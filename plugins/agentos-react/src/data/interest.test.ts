import { aQueue, aWorker, createTestReplica, type TestReplica } from '../testUtils';

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

  it('nothing again for a delta that was on its way when its section was given up', async () => {
    replica.service.subscribeSection('queues', noop);
    replica.service.subscribeSection('workers', noop)();
    await at(31_000);
    const before = requests().length;
    const sections = { workers: replica.server.ssot.head('workers') };
    replica.server.sendText(JSON.stringify({ type: 'delta', epoch: 'epoch-1', from: 1, to: 2, sections }));
    await at();
    expect(requests()).toHaveLength(before);
  });

  it('nothing of another epoch, also where nobody looks', async () => {
    replica.service.subscribeSection('queues', noop);
    replica.service.subscribeSection('workers', noop)();
    await at(31_000);
    expect(view('workers').rows.size).toBe(1);
    replica.server.ssot.restart('epoch-2');
    replica.server.close(1012);
    await at(5_000);
    expect(view().status).toBe('fresh');
    expect(view('workers')).toMatchObject({ status: 'loading', rows: new Map() });
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
    const listeners = replica.environment.listenerCount;
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
    expect(replica.environment.listenerCount).toBe(listeners);
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
