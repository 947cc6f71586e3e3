import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { QueueActivity, Readings } from './QueueActivity';

describe('Readings', () => {
  const setUp = () => {
    const clock = new ManualClock();
    const activity = new QueueActivity();
    const readings = new Readings<string>(activity, clock, 4_000);
    return { clock, activity, readings };
  };

  it('hold while nothing happens to the queue, for a limited time', () => {
    const { clock, activity, readings } = setUp();
    readings.begin('a')('first');
    readings.begin('b')('second');
    expect(readings.due(['a', 'b', 'c'])).toEqual(['c']);
    activity.note('a');
    expect(readings.due(['a', 'b'])).toEqual(['a']);
    expect(readings.get('a')).toBe('first');
    clock.advance(4_001);
    expect(readings.due(['b'])).toEqual(['b']);
  });

  it('are out of date when something happened during the read', () => {
    const { activity, readings } = setUp();
    const keep = readings.begin('a');
    activity.note('a');
    keep('old');
    expect(readings.due(['a'])).toEqual(['a']);
  });
});
