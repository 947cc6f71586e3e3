import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import type { ReceivedLetter } from '../StateStore';
import { letterOf, StoreFixture } from './__testUtils__/StoreFixture';
import { Connection } from './Connection';
import { InboxReader } from './InboxReader';
import { storeKeys } from './keys';
import { Outage } from './Outage';
import type { RedisStateStore } from './RedisStateStore';

describe('InboxReader', () => {
  let fixture: StoreFixture;
  let store: RedisStateStore;

  beforeEach(async () => {
    fixture = await StoreFixture.start();
    store = fixture.store();
  });

  afterEach(() => fixture.close());

  const receive = (after?: string) => {
    const received: ReceivedLetter[] = [];
    store.receive(after, letters => received.push(...letters));
    return { received, ids: () => received.map(({ letter }) => letter.id) };
  };

  it('tells every letter once when Redis was away meanwhile', async () => {
    const { ids } = receive();
    await store.send(letterOf('1'));
    await waitFor(() => ids().length === 1, 'a letter');
    await fixture.server.kill();
    await fixture.server.launch();
    await waitFor(
      () =>
        store.send(letterOf('2')).then(
          () => true,
          () => false,
        ),
      'Redis',
    );
    await waitFor(() => ids().length === 2, 'the letter after');
    expect(ids()).toEqual(['1', '2']);
  });

  it('begins from the first when its position is ahead of an inbox that was flushed', async () => {
    await store.send(letterOf('1'));
    const { ids } = receive('99999999999999-0');
    await waitFor(() => ids().length === 1, 'the letter');
    await store.send(letterOf('2'));
    await waitFor(() => ids().length === 2, 'the next letter');
    expect(ids()).toEqual(['1', '2']);
  });

  it('notices while it waits that the inbox was flushed and numbers from before', async () => {
    await fixture.redis.xadd('{agentos}:inbox', '99999999999999-0', 'letter', JSON.stringify(letterOf('1')));
    const { ids } = receive();
    await waitFor(() => ids().length === 1, 'a letter');
    await fixture.redis.flushall();
    await store.send(letterOf('2'));
    await waitFor(() => ids().length === 2, 'the letter after');
    expect(ids()).toEqual(['1', '2']);
  });

  it('tells no letter again when all of them were taken out', async () => {
    const { received } = receive();
    await store.send(letterOf('1'));
    await waitFor(() => received.length === 1, 'a letter');
    await fixture.redis.xtrim('{agentos}:inbox', 'MAXLEN', 0);
    const next = receive(received[0].position);
    await store.send(letterOf('2'));
    await waitFor(() => next.ids().length > 0, 'the letter after');
    expect(next.ids()).toEqual(['2']);
  });

  it('goes on with the next letters when a receiver throws', async () => {
    const logger = mockServices.logger.mock();
    const ids: string[] = [];
    fixture.store({ logger }).receive(undefined, letters => {
      ids.push(...letters.map(({ letter }) => letter.id));
      if (ids.length === 1) throw new Error('broken');
    });
    await store.send(letterOf('1'));
    await waitFor(() => ids.length === 1, 'a letter');
    await store.send(letterOf('2'));
    await waitFor(() => ids.length === 2, 'the letter after');
    expect(ids).toEqual(['1', '2']);
  });

  it('tells nothing that comes after its end', async () => {
    await store.send(letterOf('1'));
    const logger = mockServices.logger.mock();
    const outage = new Outage(logger);
    const connection = fixture.keep(
      new Connection({ url: fixture.server.url, name: 'test', limitMs: 60_000, outage }),
    );
    const receiver = jest.fn();
    const reader = new InboxReader({ keys: storeKeys('agentos'), logger, after: undefined, receiver });
    await reader.read(connection, AbortSignal.abort());
    expect(receiver).not.toHaveBeenCalled();
    await reader.read(connection, new AbortController().signal);
    expect(receiver).toHaveBeenCalledTimes(1);
  });
});
