import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { inspect } from 'node:util';
import { draftOf, letterOf, recorder, row, StoreFixture } from './__testUtils__/StoreFixture';
import { RedisProxy } from './__testUtils__/RedisProxy';
import type { RedisStateStore } from './RedisStateStore';

const lease = { replica: 'a', token: 't' };

const CALLS: Array<[name: string, call: (store: RedisStateStore) => Promise<unknown>]> = [
  ['acquire the lease', store => store.acquire('a', 1_000)],
  ['renew the lease', store => store.renew(lease, 1_000)],
  ['release the lease', store => store.release(lease)],
  ['be seeded', store => store.seed(lease, { sections: {} })],
  ['commit', store => store.commit(lease, { epoch: 'e', version: 1 }, draftOf())],
  ['load the state', store => store.load()],
  ['take a letter', store => store.send(letterOf('1'))],
  ['keep k', store => store.putDocument('k', Buffer.from(''), 1)],
  ['give k', store => store.getDocument('k')],
];

describe('a RedisStateStore whose Redis is away', () => {
  let fixture: StoreFixture;

  beforeEach(async () => {
    fixture = await StoreFixture.start({ password: 'secret-of-the-test' });
  });

  afterEach(() => fixture.close());

  const answered = (store: RedisStateStore) =>
    waitFor(
      () =>
        store.load().then(
          () => true,
          () => false,
        ),
      'Redis',
    );

  const failures = (store: RedisStateStore) =>
    Promise.all(
      CALLS.map(([, call]) =>
        call(store).then(
          () => undefined,
          error => error,
        ),
      ),
    );

  const refusals = (reason: string) =>
    CALLS.map(([what]) =>
      expect.objectContaining({
        name: 'ServiceUnavailableError',
        message: `The store cannot ${what}: Redis of agentos.store.url: ${reason}`,
      }),
    );

  it('says so in every call when nothing listens, from the first one on', async () => {
    await fixture.server.kill();
    expect(await failures(fixture.store())).toEqual(refusals('ECONNREFUSED'));
  });

  it('says so in every call, and once in the log, when its password is refused', async () => {
    const logger = mockServices.logger.mock();
    const url = fixture.server.url.replace('secret-of', 'secret-not-of');
    const store = fixture.store({ url, logger });
    const attempts = async () =>
      Number((await fixture.redis.info('stats')).match(/total_connections_received:(\d+)/)![1]);
    const before = await attempts();
    await waitFor(async () => (await attempts()) > before + 3, 'some attempts');
    const errors = await failures(store);
    expect(errors).toEqual(
      CALLS.map(([what]) =>
        expect.objectContaining({
          name: 'ServiceUnavailableError',
          message: expect.stringMatching(
            new RegExp(`^The store cannot ${what}: Redis of agentos.store.url: (WRONGPASS|NOAUTH) `),
          ),
        }),
      ),
    );
    expect(inspect([errors, logger.warn.mock.calls], { depth: 10 })).not.toMatch(/secret/);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.info).not.toHaveBeenCalled();
  });

  it('says so in every call when Redis hangs, and goes on when that ends', async () => {
    const store = fixture.store({ limitMs: 300 });
    await answered(store);
    fixture.server.suspend();
    expect(await failures(store)).toEqual(refusals('no answer within 300 ms'));
    fixture.server.resume();
    await answered(store);
  });

  it('does nothing later of what failed meanwhile', async () => {
    const store = fixture.store();
    await answered(store);
    await fixture.server.kill();
    await expect(store.send(letterOf('1'))).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    await expect(store.send(letterOf('2'))).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    await fixture.server.launch();
    await answered(store);
    expect(await fixture.redis.xlen('{agentos}:inbox')).toBe(0);
  });

  it('logs one loss and one return, however many connections it has', async () => {
    const logger = mockServices.logger.mock();
    const { store, epoch } = await fixture.leader({ logger });
    store.follow({ epoch, version: 1 }, recorder().follower);
    store.receive(undefined, () => {});
    await waitFor(() => fixture.connections('agentos-log'), 'the log connection');
    await waitFor(() => fixture.connections('agentos-inbox'), 'the inbox connection');
    for (const time of [1, 2]) {
      await fixture.server.kill();
      await waitFor(() => logger.warn.mock.calls.length >= time, 'the loss');
      await expect(store.load()).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
      await fixture.server.launch();
      // A Redis that still loads its data refuses, and nobody else asks over that connection.
      await answered(store);
      await waitFor(() => logger.info.mock.calls.length >= time, 'the return');
      expect(logger.warn).toHaveBeenCalledTimes(time);
      expect(logger.info).toHaveBeenCalledTimes(time);
    }
    expect(logger.warn.mock.calls[0][0]).toMatch(/agentos\.store\.url/);
    expect(logger.info.mock.calls[0][0]).toBe('Redis of agentos.store.url is back');
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('logs the return also when a follower gave up meanwhile', async () => {
    const logger = mockServices.logger.mock();
    const { store, epoch } = await fixture.leader({ logger });
    const stop = store.follow({ epoch, version: 1 }, recorder().follower);
    await waitFor(() => fixture.connections('agentos-log'), 'the connection');
    await fixture.server.kill();
    await waitFor(() => logger.warn.mock.calls.length === 1, 'the loss');
    stop();
    await fixture.server.launch();
    await answered(store);
    await waitFor(() => logger.info.mock.calls.length === 1, 'the return');
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('logs once what a reader is refused, as long as it is', async () => {
    await fixture.redis.acl('SETUSER', 'default', '-xread');
    const logger = mockServices.logger.mock();
    const { store, epoch } = await fixture.leader({ logger });
    store.follow({ epoch, version: 1 }, recorder().follower);
    const refused = async () =>
      Number(
        (await fixture.redis.info('commandstats')).match(/cmdstat_xread:.*rejected_calls=(\d+)/)?.[1] ?? 0,
      );
    await waitFor(async () => (await refused()) > 3, 'some attempts');
    expect(logger.warn.mock.calls).toEqual([[expect.stringMatching(/cannot read the log: .*NOPERM/)]]);
    expect(logger.info).not.toHaveBeenCalled();
    await fixture.redis.acl('SETUSER', 'default', '+xread');
    await waitFor(() => logger.info.mock.calls.length === 1, 'the return');
  });

  describe('behind a network that loses answers', () => {
    let proxy: RedisProxy;
    let url: string;

    beforeEach(async () => {
      proxy = fixture.keep(await RedisProxy.start(fixture.server.port));
      url = fixture.server.url.replace(/\d+$/, new URL(proxy.url).port);
    });

    it('applies a commit once that is sent again because its answer got lost', async () => {
      const leader = await fixture.leader({ url });
      // Redis knows the script from here on: the answer that gets lost is that of the commit.
      await leader.store.commit(leader.lease, { epoch: leader.epoch, version: 1 }, draftOf());
      const follower = recorder();
      fixture.store().follow({ epoch: leader.epoch, version: 1 }, follower.follower);
      const draft = draftOf(row('a'));
      const commit = () => leader.store.commit(leader.lease, { epoch: leader.epoch, version: 2 }, draft);
      proxy.loseReplies();
      const lost = commit().catch(error => error);
      await waitFor(async () => (await fixture.redis.xlen('{agentos}:log')) === 2, 'the commit');
      proxy.cut();
      expect(await lost).toMatchObject({ name: 'ServiceUnavailableError' });
      proxy.mend();
      await answered(leader.store);
      expect(await commit()).toEqual({ ...draft, version: 3 });
      expect(await fixture.redis.xlen('{agentos}:log')).toBe(2);
      const next = await leader.store.commit(leader.lease, { epoch: leader.epoch, version: 3 }, draftOf());
      expect(next.version).toBe(4);
      await waitFor(() => follower.seen.at(-1) === 4, 'the last commit');
      expect(follower.seen).toEqual([2, 3, 4]);
    });

    it('connects again where its connections were taken and closed at once', async () => {
      const store = fixture.store({ url });
      await answered(store);
      await fixture.server.kill();
      const before = proxy.joined;
      // The proxy takes them before it finds that nobody listens.
      await waitFor(() => proxy.joined >= before + 3, 'some attempts');
      await fixture.server.launch();
      expect(await answered(store)).toBe(true);
    });

    it('sends nothing again by itself', async () => {
      const store = fixture.store({ url });
      await store.send(letterOf('1'));
      proxy.loseReplies();
      const sent = store.send(letterOf('2')).catch(error => error);
      await waitFor(async () => (await fixture.redis.xlen('{agentos}:inbox')) === 2, 'the letter');
      proxy.cut();
      proxy.mend();
      expect(await sent).toMatchObject({ name: 'ServiceUnavailableError' });
      await answered(store);
      expect(await fixture.redis.xlen('{agentos}:inbox')).toBe(2);
    });

    it('connects anew when no answer comes over a connection that stands', async () => {
      const { store, epoch, lease: held } = await fixture.leader();
      const other = fixture.store({ url, limitMs: 300 });
      const { seen, follower } = recorder();
      other.follow({ epoch, version: 1 }, follower);
      await waitFor(async () => (await fixture.connections('agentos-log')) === 1, 'the connection');
      proxy.loseReplies();
      await store.commit(held, { epoch, version: 1 }, draftOf());
      await expect(other.load()).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
      proxy.forgetReplies();
      await answered(other);
      await waitFor(() => seen.length > 0, 'the commit');
      expect(seen).toEqual([2]);
    });
  });
});
