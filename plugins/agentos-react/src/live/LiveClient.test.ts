import type { Row } from '@agentos-portal/plugin-agentos-common';
import { anEvent, aQueue, createTestReplica, type TestReplica } from '../testUtils';

const noop = () => {};
const queue = (id: string, queued = 1) => aQueue({ id, queued }) as unknown as Row;

let replica: TestReplica;
let at: (ms?: number) => Promise<void>;

beforeEach(() => {
  replica = createTestReplica();
  at = ms => replica.environment.advance(ms ?? 50);
  replica.server.commit({ upsert: { queues: [queue('a')] } });
});

const subscribes = () => replica.server.received.filter(message => message.type === 'subscribe');
const shown = () => Array.from(replica.service.getSection('queues').rows.keys());

const isLive = () => replica.service.getStatus().state === 'live';

async function goLive() {
  replica.service.subscribeSection('queues', noop);
  await at();
  expect(replica.states).toEqual(['connecting', 'live']);
}

/** Delays between one attempt and the failure before it. */
function delays() {
  const times = replica.server.attempts.map(attempt => attempt.at);
  // An attempt fails 2 ms after it began.
  return times.slice(1).map((time, index) => time - times[index] - 2);
}

describe('connecting', () => {
  it('offers the protocol and the token, and no token in the address', async () => {
    await goLive();
    expect(replica.server.attempts).toEqual([
      { at: 0, url: 'ws://localhost:7007/api/agentos/live', protocols: ['agentos.v1', 'agentos.bearer.token'] },
    ]);
    expect(subscribes()).toEqual([{ type: 'subscribe', sections: ['queues'] }]);
    expect(shown()).toEqual(['a']);
  });

  it('asks for a token before each attempt', async () => {
    replica.server.accepts = token => token === 'third';
    replica.getToken.mockResolvedValueOnce('first').mockResolvedValueOnce('second').mockResolvedValueOnce('third');
    replica.service.subscribeSection('queues', noop);
    await replica.environment.until(isLive);
    expect(replica.server.attempts.map(({ protocols }) => protocols[1])).toEqual([
      'agentos.bearer.first',
      'agentos.bearer.second',
      'agentos.bearer.third',
    ]);
  });

  it.each([
    ['a token that does not come', () => replica.getToken.mockReturnValueOnce(new Promise(noop))],
    ['a server that says nothing', () => Object.assign(replica.server, { answering: false })],
  ])('gives an attempt 10 s: %s', async (_name, hang) => {
    hang();
    replica.service.subscribeSection('queues', noop);
    await at(9_999);
    expect(replica.service.getStatus().attempts).toBe(0);
    await at(1);
    expect(replica.service.getStatus()).toMatchObject({ state: 'connecting', attempts: 1 });
    replica.server.answering = true;
    await at(1_000);
    expect(replica.states).toEqual(['connecting', 'live']);
  });

  it('takes a refusal to open a socket for a failed attempt', async () => {
    replica.getToken.mockRejectedValueOnce(new Error('signed out'));
    replica.service.subscribeSection('queues', noop);
    await at(0);
    expect(replica.service.getStatus()).toMatchObject({ state: 'connecting', attempts: 1, nextAttemptInMs: 500 });
    await at(600);
    expect(replica.service.getStatus().state).toBe('live');
  });
});

describe('trying again', () => {
  it('doubles the window, polls after five failures, tries slowly, and goes live', async () => {
    replica.server.accepting = false;
    replica.service.subscribeSection('queues', noop);
    await replica.environment.until(() => replica.server.attempts.length === 7);
    expect(delays()).toEqual([500, 1_000, 2_000, 4_000, 45_000, 45_000]);
    expect(replica.states).toEqual(['connecting', 'polling']);
    replica.server.accepting = true;
    await at(46_000);
    expect(replica.states).toEqual(['connecting', 'polling', 'live']);
    expect(replica.service.getStatus()).toMatchObject({ attempts: 0, nextAttemptInMs: undefined });
  });

  it.each([
    [0, [0, 0, 0, 0, 30_000]],
    [0.999, [999, 1_998, 3_996, 7_992, 59_970]],
  ])('spreads clients over the whole window (%d)', async (chance, expected) => {
    replica.environment.chance = chance;
    replica.server.accepting = false;
    replica.service.subscribeSection('queues', noop);
    await replica.environment.until(() => replica.server.attempts.length === 6);
    expect(delays()).toEqual(expected);
  });

  it.each([
    ['the network', 1006, 250, 'reconnecting'],
    ['an expired token', 4401, 250, 'reconnecting'],
    ['a slow client', 4408, 250, 'reconnecting'],
    ['a restart', 1012, 1_050, 'reconnecting'],
    ['bad messages', 1008, 20_000, 'reconnecting'],
    ['too many messages', 4429, 20_000, 'reconnecting'],
    ['a refusal', 4403, 45_000, 'denied'],
  ])('after %s (%d) waits %d ms', async (_name, code, nextAttemptInMs, state) => {
    await goLive();
    await at(5_000);
    replica.server.close(code);
    await at(1);
    expect(replica.service.getStatus()).toMatchObject({ state, attempts: 0, nextAttemptInMs });
    await at(nextAttemptInMs + 50);
    expect(replica.states).toEqual(['connecting', 'live', state, 'live']);
  });

  it('counts a connection that was dropped at once as a failure', async () => {
    await goLive();
    for (let drops = 1; drops <= 5; drops++) {
      replica.server.close(1006);
      await at(1);
      expect(replica.service.getStatus().attempts).toBe(drops);
      await replica.environment.until(isLive);
    }
    expect(replica.states.slice(-2)).toEqual(['polling', 'live']);
    await at(5_000);
    replica.server.close(1006);
    await at(1);
    expect(replica.service.getStatus()).toMatchObject({ state: 'reconnecting', attempts: 0 });
  });

  it('stays denied while attempts fail for other reasons, and recovers', async () => {
    await goLive();
    replica.server.close(4403);
    replica.server.accepting = false;
    await at(200_000);
    expect(replica.states).toEqual(['connecting', 'live', 'denied']);
    replica.server.accepting = true;
    await at(60_000);
    expect(replica.states).toEqual(['connecting', 'live', 'denied', 'live']);
  });

  it.each([
    ['the network changes', () => replica.environment.changeNetwork()],
    ['the tab is seen again', () => replica.environment.show(true)],
  ])('tries at once when %s', async (_name, nudge) => {
    replica.server.accepting = false;
    replica.service.subscribeSection('queues', noop);
    await replica.environment.until(() => replica.service.getStatus().state === 'polling');
    replica.server.accepting = true;
    nudge();
    await at(10);
    expect(replica.states).toEqual(['connecting', 'polling', 'live']);
  });

  it('does not try a refusal again because somebody looks', async () => {
    await goLive();
    replica.server.close(4403);
    await at(1_000);
    replica.environment.show(true);
    await at(1_000);
    expect(replica.server.attempts).toHaveLength(1);
  });
});

describe('a silent socket', () => {
  it('is asked after 25 s and stays when it answers', async () => {
    await goLive();
    await at(24_900);
    expect(replica.server.received.filter(({ type }) => type === 'ping')).toHaveLength(0);
    await at(100_000);
    expect(replica.server.received.filter(({ type }) => type === 'ping')).toHaveLength(4);
    expect(replica.states).toEqual(['connecting', 'live']);
  });

  it('is given up 10 s after a ping that nobody answers', async () => {
    await goLive();
    replica.server.answering = false;
    await at(34_900);
    expect(replica.states).toEqual(['connecting', 'live']);
    await at(200);
    expect(replica.states).toEqual(['connecting', 'live', 'reconnecting']);
  });

  it('is asked at once when the network changes', async () => {
    await goLive();
    replica.server.answering = false;
    replica.environment.changeNetwork();
    await at(10_000);
    expect(replica.states).toEqual(['connecting', 'live', 'reconnecting']);
  });
});

describe('the token', () => {
  const token = (name: string, expiresInMs: number) => {
    const exp = (replica.environment.now() + expiresInMs) / 1000;
    return `${name}.${btoa(JSON.stringify({ exp }))}.signature`;
  };
  const auths = () => replica.server.received.filter(({ type }) => type === 'auth');

  it('is renewed 60 s before it expires', async () => {
    replica.getToken.mockResolvedValueOnce(token('first', 3_600_000));
    await goLive();
    const second = token('second', 7_200_000);
    replica.getToken.mockResolvedValue(second);
    await at(3_539_900);
    expect(auths()).toEqual([]);
    await at(100);
    expect(auths()).toEqual([{ type: 'auth', token: second }]);
    expect(replica.server.attempts).toHaveLength(1);
  });

  it('is asked for every 10 s while there is no newer one', async () => {
    const first = token('first', 65_000);
    replica.getToken.mockResolvedValue(first);
    await goLive();
    replica.getToken.mockClear();
    replica.getToken.mockRejectedValueOnce(new Error('offline'));
    await at(35_000);
    expect(replica.getToken).toHaveBeenCalledTimes(3);
    expect(auths()).toEqual([]);
  });

  it('that is no JWT is left alone', async () => {
    await goLive();
    await at(100_000);
    expect(replica.getToken).toHaveBeenCalledTimes(1);
  });

  it('that lives for years does not overflow the timer', async () => {
    replica.getToken.mockResolvedValue(token('first', 40 * 365 * 86_400_000));
    const setTimer = jest.spyOn(replica.environment, 'setTimer');
    await goLive();
    expect(Math.max(...setTimer.mock.calls.map(([, delayMs]) => delayMs))).toBe(2 ** 31 - 1);
  });
});

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

  it.each(['{', '[]', '7', 'null', '[{"type":"pong"},{"no":"type"}]', '{"type":"delta","epoch":"epoch-1","from":1,"to":2}'])(
    'is asked for after a frame like %s',
    async text => {
      await goLive();
      replica.server.sendText(text);
      await at();
      expect(subscribes().slice(1)).toEqual([
        { type: 'subscribe', sections: ['queues'], since: { epoch: 'epoch-1', version: 1 } },
      ]);
    },
  );

  it('is asked for as a whole when the position does not help, and then on another socket', async () => {
    await goLive();
    const gap = { type: 'delta', epoch: 'epoch-1', from: 90, to: 91, sections: {} };
    const ask = async () => {
      replica.server.sendText(JSON.stringify(gap));
      await at(3);
    };
    // The server answers requests, and every answer is followed by the same gap.
    jest.spyOn(replica.server.ssot, 'snapshot').mockReturnValue({ epoch: 'epoch-1', version: 1, sections: {} });
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
    replica.server.commit({ upsert: { queues: [queue('b')] }, events: [anEvent({ id: 'missed', rooms: ['alerts'] })] });
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
