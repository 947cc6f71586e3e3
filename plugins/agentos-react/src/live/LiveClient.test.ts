import { aQueue, createTestReplica, type TestReplica } from '../testUtils';

interface Settle {
  resolve(token: string): void;
  reject(error: Error): void;
}

const noop = () => {};
const queue = (id: string, queued = 1) => aQueue({ id, queued });

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
      {
        at: 0,
        url: 'ws://localhost:7007/api/agentos/live',
        protocols: ['agentos.v1', 'agentos.bearer.token'],
      },
    ]);
    expect(subscribes()).toEqual([{ type: 'subscribe', sections: ['queues'] }]);
    expect(shown()).toEqual(['a']);
  });

  it('asks for a token before each attempt', async () => {
    replica.server.accepts = token => token === 'third';
    replica.getToken
      .mockResolvedValueOnce('first')
      .mockResolvedValueOnce('second')
      .mockResolvedValueOnce('third');
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
    expect(replica.service.getStatus()).toMatchObject({
      state: 'connecting',
      attempts: 1,
      nextAttemptInMs: 500,
    });
    await at(600);
    expect(replica.service.getStatus().state).toBe('live');
  });

  it.each([
    ['comes', (settle: Settle) => settle.resolve('late')],
    ['fails', (settle: Settle) => settle.reject(new Error('late'))],
  ])('does nothing when the token of an attempt that was given up %s', async (_name, end) => {
    const settle = {} as Settle;
    replica.getToken.mockReturnValueOnce(
      new Promise((resolve, reject) => Object.assign(settle, { resolve, reject })),
    );
    replica.service.subscribeSection('queues', noop);
    await at(11_000);
    expect(replica.states).toEqual(['connecting', 'live']);
    end(settle);
    await at(1_000);
    expect(replica.server.attempts).toHaveLength(1);
    expect(replica.states).toEqual(['connecting', 'live']);
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

  it('does not try because the tab is left', async () => {
    replica.server.accepting = false;
    replica.service.subscribeSection('queues', noop);
    await replica.environment.until(() => replica.service.getStatus().state === 'polling');
    const before = replica.server.attempts.length;
    replica.environment.show(false);
    await at(10);
    expect(replica.server.attempts).toHaveLength(before);
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
