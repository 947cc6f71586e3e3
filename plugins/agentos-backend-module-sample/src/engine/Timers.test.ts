import type { Clock } from '@agentos-portal/plugin-agentos-node';
import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { Timers } from './Timers';

describe('Timers', () => {
  it('cancels what has not been called, and only that', () => {
    const manual = new ManualClock();
    let cancelled = 0;
    const clock: Clock = {
      now: () => manual.now(),
      monotonic: () => manual.monotonic(),
      after(ms, callback) {
        const cancel = manual.after(ms, callback);
        return () => {
          cancelled += 1;
          cancel();
        };
      },
    };
    const timers = new Timers(clock);
    const called: string[] = [];
    timers.after(10, () => called.push('first'));
    timers.after(20, () => called.push('second'));
    manual.advance(15);
    timers.clear();
    manual.advance(100);
    timers.clear();
    expect(called).toEqual(['first']);
    expect(cancelled).toBe(1);
  });
});
