import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { commitMany, draftOf, recorder, StoreFixture } from './__testUtils__/StoreFixture';
import { RedisProxy } from './__testUtils__/RedisProxy';

describe('LogReader', () => {
  let fixture: StoreFixture;

  beforeEach(async () => {
    fixture = await StoreFixture.start();
  });

  afterEach(() => fixture.close());

  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

  it('tells everything once when Redis was away meanwhile', async () => {
    const { store, lease, epoch } = await fixture.leader();
    const { seen, follower } = recorder();
    fixture.store().follow({ epoch, version: 1 }, follower);
    await commitMany(store, lease, { epoch, version: 1 }, 5);
    await waitFor(() => seen.length === 5, 'five commits');
    await fixture.server.kill();
    await fixture.server.launch();
    await commitMany(store, lease, { epoch, version: 6 }, 5);
    await waitFor(() => seen.length >= 10, 'ten commits');
    await commitMany(store, lease, { epoch, version: 11 }, 1);
    await waitFor(() => seen.at(-1) === 12, 'the last commit');
    expect(seen).toEqual(range(2, 12));
  });

  it('tells everything once when its connection is killed again and again', async () => {
    const { store, lease, epoch } = await fixture.leader();
    const { seen, follower } = recorder();
    fixture.store().follow({ epoch, version: 1 }, follower);
    const killReader = async () => {
      await waitFor(() => fixture.connections('agentos-log'), 'the connection');
      const list = (await fixture.redis.client('LIST')) as string;
      const id = list.match(/^id=(\d+) .* name=agentos-log /m)![1];
      await fixture.redis.client('KILL', 'ID', id);
    };
    for (const version of range(1, 5)) {
      await killReader();
      await commitMany(store, lease, { epoch, version }, 1);
    }
    await waitFor(() => seen.at(-1) === 6, 'the last commit');
    expect(seen).toEqual(range(2, 6));
  });

  it('tells a gap once when Redis is flushed, and nothing after it', async () => {
    const { store, lease, epoch } = await fixture.leader();
    const { seen, follower } = recorder();
    store.follow({ epoch, version: 1 }, follower);
    await commitMany(store, lease, { epoch, version: 1 }, 1);
    await waitFor(() => seen.length === 1, 'a commit');
    await fixture.redis.flushall();
    await waitFor(() => seen.length === 2, 'a gap');
    await store.renew(lease, 60_000);
    const next = await store.seed(lease, { sections: {} });
    const later = recorder();
    store.follow(next, later.follower);
    await commitMany(store, lease, next, 3);
    await waitFor(() => later.seen.length === 3, 'the commits of the next epoch');
    expect(later.seen).toEqual([2, 3, 4]);
    expect(seen).toEqual([2, 'gap']);
  });

  it.each([0, 2])('takes no commit of another epoch for the next one, %s commits on', async told => {
    const { store, lease, epoch } = await fixture.leader();
    const { seen, follower } = recorder();
    store.follow({ epoch, version: 1 }, follower);
    await waitFor(() => fixture.connections('agentos-log'), 'the connection');
    await commitMany(store, lease, { epoch, version: 1 }, told);
    await waitFor(() => seen.length === told, 'the commits');
    const next = await store.seed(lease, { sections: {} }, { anew: true });
    await commitMany(store, lease, next, 5);
    await waitFor(() => seen.length > told, 'a gap');
    expect(seen).toEqual([...range(2, told + 1), 'gap']);
  });

  // Where Redis lost its last writes, the same version of the same epoch may be another commit.
  it.each([
    ['behind what was told', 0],
    ['at the version that was told, with another commit', 2],
    ['past the version that was told, with other commits', 3],
  ])(
    'tells a gap when the store came back %s',
    async (_name, commits) => {
      const { store, lease, epoch } = await fixture.leader();
      const restore = await fixture.save();
      const { seen, follower } = recorder();
      store.follow({ epoch, version: 1 }, follower);
      await commitMany(store, lease, { epoch, version: 1 }, 2);
      await waitFor(() => seen.length === 2, 'two commits');
      await restore();
      await commitMany(store, lease, { epoch, version: 1 }, commits);
      await waitFor(() => seen.length > 2, 'a gap');
      expect(seen).toEqual([2, 3, 'gap']);
    },
    60_000,
  );

  it('tells a gap when the log was trimmed beyond its place while it was away', async () => {
    const proxy = fixture.keep(await RedisProxy.start(fixture.server.port));
    const { store, lease, epoch } = await fixture.leader({ logCommits: 5 });
    const { seen, follower } = recorder();
    fixture.store({ url: proxy.url }).follow({ epoch, version: 1 }, follower);
    await commitMany(store, lease, { epoch, version: 1 }, 1);
    await waitFor(() => seen.length === 1, 'a commit');
    proxy.cut();
    await commitMany(store, lease, { epoch, version: 2 }, 6);
    proxy.mend();
    await waitFor(() => seen.length > 1, 'a gap');
    expect(seen).toEqual([2, 'gap']);
  });

  it('goes on after a cut up to the oldest commit that the log holds', async () => {
    const proxy = fixture.keep(await RedisProxy.start(fixture.server.port));
    const { store, lease, epoch } = await fixture.leader({ logCommits: 5 });
    const { seen, follower } = recorder();
    fixture.store({ url: proxy.url }).follow({ epoch, version: 1 }, follower);
    await commitMany(store, lease, { epoch, version: 1 }, 1);
    await waitFor(() => seen.length === 1, 'a commit');
    proxy.cut();
    await commitMany(store, lease, { epoch, version: 2 }, 5);
    proxy.mend();
    await waitFor(() => seen.length === 6, 'the commits meanwhile');
    expect(seen).toEqual(range(2, 7));
  });

  it('serves several followers by one connection, each from its own place, and ends it after the last', async () => {
    const { store, lease, epoch } = await fixture.leader();
    await commitMany(store, lease, { epoch, version: 1 }, 3);
    const recorders = [recorder(), recorder(), recorder()];
    const stops = recorders.map(({ follower }, index) =>
      store.follow({ epoch, version: index + 1 }, follower),
    );
    await waitFor(() => recorders.every(({ seen }) => seen.at(-1) === 4), 'the commits before');
    expect(await fixture.connections('agentos-log')).toBe(1);
    stops[0]();
    await commitMany(store, lease, { epoch, version: 4 }, 1);
    await waitFor(() => recorders[1].seen.at(-1) === 5 && recorders[2].seen.at(-1) === 5, 'the commit after');
    expect(recorders.map(({ seen }) => seen)).toEqual([range(2, 4), range(3, 5), range(4, 5)]);
    const late = recorder();
    stops.push(store.follow({ epoch, version: 2 }, late.follower));
    // The read that waits was for the others: what it brings is not the next one for the late one.
    await commitMany(store, lease, { epoch, version: 5 }, 1);
    await waitFor(() => late.seen.at(-1) === 6, 'what the late one missed');
    expect(late.seen).toEqual(range(3, 6));
    expect(recorders[2].seen).toEqual(range(4, 6));
    for (const stop of stops) stop();
    await waitFor(async () => (await fixture.connections('agentos-log')) === 0, 'the end of the connection');
  });

  it('does not let a follower that throws hold up another', async () => {
    const logger = mockServices.logger.mock();
    const { store, lease, epoch } = await fixture.leader({ logger });
    let told = 0;
    const broken = () => {
      told += 1;
      throw new Error('broken');
    };
    store.follow({ epoch, version: 1 }, { commit: broken, gap: broken });
    const { seen, follower } = recorder();
    store.follow({ epoch, version: 1 }, follower);
    await commitMany(store, lease, { epoch, version: 1 }, 2);
    await waitFor(() => seen.length === 2, 'two commits');
    expect(told).toBe(2);
    expect(logger.error).toHaveBeenCalledTimes(2);
  });

  it('tells a follower nothing more when another one stopped it', async () => {
    const { store, lease, epoch } = await fixture.leader();
    const { seen, follower } = recorder();
    let stopOther = () => {};
    store.follow({ epoch, version: 1 }, { commit: () => stopOther(), gap: () => {} });
    stopOther = store.follow({ epoch, version: 1 }, follower);
    const last = recorder();
    store.follow({ epoch, version: 1 }, last.follower);
    await commitMany(store, lease, { epoch, version: 1 }, 2);
    await waitFor(() => last.seen.length === 2, 'two commits');
    expect(seen).toEqual([]);
  });

  it('is quiet after close, which does not wait for a read that waits', async () => {
    const { store, lease, epoch } = await fixture.leader();
    const logger = mockServices.logger.mock();
    const other = fixture.store({ logger });
    const { seen, follower } = recorder();
    other.follow({ epoch, version: 1 }, follower);
    other.receive(undefined, () => {});
    await waitFor(() => fixture.connections('agentos-log'), 'the connection');
    await other.close();
    const idle = async (name: string) => (await fixture.connections(name)) === 0;
    await waitFor(() => idle('agentos-log'), 'the end of the log connection');
    await waitFor(() => idle('agentos-inbox'), 'the end of the inbox connection');
    await store.commit(lease, { epoch, version: 1 }, draftOf());
    expect(seen).toEqual([]);
    expect(logger.warn).not.toHaveBeenCalled();
    await expect(other.load()).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });
});
