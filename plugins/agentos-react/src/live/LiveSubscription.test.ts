import { anEvent, aQueue, aWorker, createTestReplica, type TestReplica } from '../testUtils';

const noop = () => {};
const queue = (id: string) => aQueue({ id });

let replica: TestReplica;
let at: (ms?: number) => Promise<void>;

beforeEach(() => {
  replica = createTestReplica();
  at = ms => replica.environment.advance(ms ?? 50);
  replica.server.commit({ upsert: { queues: [queue('a')] } });
});

const subscribes = () => replica.server.received.filter(message => message.type === 'subscribe');
const shown = () => Array.from(replica.service.getSection('queues').rows.keys());

async function goLive() {
  replica.service.subscribeSection('queues', noop);
  await at();
  expect(replica.states).toEqual(['connecting', 'live']);
}

describe('what was lost', () => {
  it('is asked for from the position', async () => {
    await goLive();
    const [connection] = replica.server.connections;
    connection.losing = 1;
    replica.server.commit({ upsert: { queues: [queue('lost')] } });
    replica.server.commit({ upsert: { queues: [queue('b')] } });
    await at();
    expect(subscribes().slice(1)).toEqual([
      { type: 'subscribe', sections: ['queues'], since: { epoch: 'epoch-1', version: 1 } },
    ]);
    expect(shown()).toEqual(['a', 'lost', 'b']);
    expect(replica.service.getSection('queues').status).toBe('fresh');
  });

  it.each([
    '{',
    '[]',
    '7',
    'null',
    '[{"type":"pong"},{"no":"type"}]',
    '{"type":"delta","epoch":"epoch-1","from":1,"to":2}',
  ])('is asked for after a frame like %s', async text => {
    await goLive();
    replica.server.sendText(text);
    await at();
    expect(subscribes().slice(1)).toEqual([
      { type: 'subscribe', sections: ['queues'], since: { epoch: 'epoch-1', version: 1 } },
    ]);
  });

  it('is asked for as a whole when the position does not help, and then on another socket', async () => {
    await goLive();
    const gap = { type: 'delta', epoch: 'epoch-1', from: 90, to: 91, sections: {} };
    const ask = async () => {
      replica.server.sendText(JSON.stringify(gap));
      await at(3);
    };
    // The server answers requests, and every answer is followed by the same gap.
    jest
      .spyOn(replica.server.ssot, 'snapshot')
      .mockReturnValue({ epoch: 'epoch-1', version: 1, sections: {} });
    const [connection] = replica.server.connections;
    const send = connection.send.bind(connection);
    jest.spyOn(connection, 'send').mockImplementation((...messages) => {
      if (messages[0].type === 'subscribed') send(...messages);
    });
    await ask();
    await ask();
    expect(subscribes().slice(1)).toEqual([
      { type: 'subscribe', sections: ['queues'], since: { epoch: 'epoch-1', version: 1 } },
      { type: 'subscribe', sections: ['queues'] },
    ]);
    expect(replica.states).toEqual(['connecting', 'live']);
    await ask();
    expect(replica.states).toEqual(['connecting', 'live', 'reconnecting']);
  });

  it('is asked for when it was the snapshot of one more section', async () => {
    await goLive();
    replica.server.commit({ upsert: { workers: [aWorker({ id: 'w' })] } });
    const [connection] = replica.server.connections;
    const send = connection.send.bind(connection);
    const spy = jest.spyOn(connection, 'send').mockImplementation((...messages) => {
      if (messages[0].type !== 'initial_data') send(...messages);
    });
    replica.service.subscribeSection('workers', noop);
    await at();
    spy.mockRestore();
    replica.server.commit({ upsert: { workers: [aWorker({ id: 'v' })] } });
    await at();
    expect(replica.service.getSection('workers').rows.size).toBe(2);
    expect(replica.service.getSection('workers').status).toBe('fresh');
  });

  it('is asked for as often as something is lost', async () => {
    await goLive();
    for (let incidents = 1; incidents <= 5; incidents++) {
      replica.server.sendText('garbage');
      await at();
      replica.server.commit({ upsert: { queues: [aQueue({ id: 'a', queued: incidents })] } });
      await at();
      expect(subscribes().at(-1)).toHaveProperty('since');
    }
    expect(subscribes()).toHaveLength(6);
    expect(replica.states).toEqual(['connecting', 'live']);
  });

  it('is asked for once, however many frames follow', async () => {
    await goLive();
    for (let n = 0; n < 20; n++) replica.server.sendText('garbage');
    await at();
    expect(subscribes()).toHaveLength(2);
    expect(replica.states).toEqual(['connecting', 'live']);
  });
});

describe('resuming', () => {
  it('brings what changed and what happened meanwhile, each event once', async () => {
    await goLive();
    replica.service.subscribeEvents(['alerts'], noop);
    await at(6_000);
    replica.server.emit(anEvent({ id: 'seen', rooms: ['alerts'] }));
    await at();
    replica.server.close(1006);
    replica.server.commit({
      upsert: { queues: [queue('b')] },
      events: [anEvent({ id: 'missed', rooms: ['alerts'] })],
    });
    await at(1_000);
    expect(subscribes().at(-1)).toEqual({
      type: 'subscribe',
      rooms: ['alerts'],
      sections: ['queues'],
      since: { epoch: 'epoch-1', version: 1 },
    });
    expect(replica.service.getEvents().events.map(event => event.id)).toEqual(['missed', 'seen']);
    expect(shown()).toEqual(['a', 'b']);
  });

  it.each([
    ['another epoch', () => replica.server.ssot.restart('epoch-2')],
    ['a window that is too short', () => replica.server.ssot.trim()],
  ])('starts over after %s', async (_name, change) => {
    await goLive();
    await at(6_000);
    replica.server.close(1006);
    replica.server.commit({ upsert: { queues: [queue('b')] }, remove: { queues: ['a'] } });
    change();
    await at(1_000);
    expect(shown()).toEqual(['b']);
  });
});
