import { createTestReplica, type TestReplica } from '../testUtils';

const noop = () => {};

let replica: TestReplica;
let at: (ms?: number) => Promise<void>;

beforeEach(() => {
  replica = createTestReplica();
  at = ms => replica.environment.advance(ms ?? 50);
});

async function goLive() {
  replica.service.subscribeSection('queues', noop);
  await at();
  expect(replica.states).toEqual(['connecting', 'live']);
}

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
    await at(5_000);
    // Another change is no reason to wait longer.
    replica.environment.changeNetwork();
    await at(5_000);
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

  it('that comes when the session is over is of no use', async () => {
    replica.getToken.mockResolvedValueOnce(token('first', 65_000));
    const leave = replica.service.subscribeSection('queues', noop);
    await at();
    let come: (token: string) => void = noop;
    replica.getToken.mockReturnValue(
      new Promise(resolve => {
        come = resolve;
      }),
    );
    leave();
    await at(31_000);
    expect(replica.service.getStatus().state).toBe('idle');
    come(token('second', 3_600_000));
    await at();
    expect(auths()).toEqual([]);
    expect(replica.environment.pendingTimers).toBe(0);
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
