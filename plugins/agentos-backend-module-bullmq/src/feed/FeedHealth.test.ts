import { ManualClock, RecordingSink } from '@agentos-portal/plugin-agentos-node/testUtils';
import { FeedHealth } from './FeedHealth';

describe('FeedHealth', () => {
  const setUp = () => {
    const clock = new ManualClock();
    const sink = new RecordingSink();
    return { clock, sink, health: new FeedHealth(sink, clock, ['queues', 'jobs']) };
  };

  it('proves the rows of jobs at most once a second', () => {
    const { clock, sink, health } = setUp();
    for (let ms = 0; ms < 3_000; ms += 100) {
      health.caughtUp();
      clock.advance(100);
    }
    expect(sink.proofs).toEqual([['jobs'], ['jobs'], ['jobs']]);
  });

  it('fails its sections', () => {
    const { sink, health } = setUp();
    const error = new Error('gone');
    health.lost(error);
    expect(sink.failures).toEqual([{ sections: ['queues', 'jobs'], error }]);
  });

  it('tells of missed events for ten minutes', () => {
    const { clock, sink, health } = setUp();
    expect(health.trouble).toBeUndefined();
    health.missed('embed');
    expect(sink.missed).toBe(1);
    clock.advance(600_000);
    expect(health.trouble).toBe(
      'events of queue embed were trimmed before they were read, noticed at 2026-01-01T00:00:00.000Z',
    );
    clock.advance(1);
    expect(health.trouble).toBeUndefined();
  });
});
