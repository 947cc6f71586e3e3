import { parseJobQuery } from '@agentos-portal/plugin-agentos-common';
import { matchCounters } from './matchCounters';

const counter = (queue: string, state: string, count: number, source = 'queues') => ({
  instance: 'main',
  source,
  queue,
  state,
  count,
});

const COUNTERS = [
  counter('embed', 'failed', 1),
  counter('embed', 'queued', 2),
  counter('embed-large', 'failed', 4),
  counter('', 'failed', 8),
  counter('index', 'failed', 16, 'celery'),
];

describe('counting by the counters', () => {
  it.each([
    ['', 31],
    ['state:failed', 29],
    ['state:failed,queued queue:embed', 3],
    ['-state:failed', 2],
    ['queue:embed*', 7],
    ['-queue:embed*', 24],
    ['queue:*', 23],
    ['-queue:*', 8],
    ['source:celery', 16],
    ['-source:celery instance:main', 15],
    ['instance:other', 0],
  ])('%s', (q, count) => {
    expect(matchCounters(parseJobQuery(q), COUNTERS)).toBe(count);
  });

  it.each(['timeout', 'name:embed', 'state:failed created>-2h', 'duration>1m', 'args.a:1'])(
    'is not done for %s, which asks for more',
    q => {
      expect(matchCounters(parseJobQuery(q), COUNTERS)).toBeUndefined();
    },
  );
});
