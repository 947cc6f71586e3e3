import { ManualClock, MemorySourceStore, waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { QueueKeys } from '../redis/QueueKeys';
import type { RedisCommand, RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { EventFeed } from './EventFeed';
import { StreamPositions } from './StreamPositions';

describe('EventFeed', () => {
  it('looks after a loss whether entries were trimmed meanwhile', async () => {
    const clock = new ManualClock();
    const positions = new StreamPositions({
      store: new MemorySourceStore(),
      clock,
      logger: mockServices.logger.mock(),
      committed: async () => {},
    });
    const gaps: string[] = [];
    let lost = 0;
    let firstId = '5-0';
    const connection = {
      call: async (name: string) => {
        if (name === 'TIME') return ['9', '0'];
        if (lost === 0) throw new Error('connection reset');
        return new Promise(() => {});
      },
      run: async (commands: RedisCommand[]) =>
        commands.map(([name, , from]) => {
          if (name === 'XRANGE' && from === '-') return [[firstId, []]];
          return name === 'XREVRANGE' ? [['9-0', []]] : [];
        }),
      close: () => {},
    } as unknown as RedisConnection;
    const feed = new EventFeed({
      connection,
      keys: new QueueKeys('bull'),
      positions,
      clock,
      queues: () => ['embed'],
      onEntries: async () => {},
      onCaughtUp: () => {},
      onGap: queue => gaps.push(queue),
      onLost: () => {
        lost += 1;
        firstId = '8-0';
      },
    });
    positions.set('embed', '6-0');
    await feed.start();
    await waitFor(() => lost === 1, 'the loss');
    expect(gaps).toEqual([]);
    await waitFor(() => {
      clock.advance(100);
      return gaps.length > 0;
    }, 'the gap');
    expect(gaps).toEqual(['embed']);
  });
});
