import { getEventListeners } from 'node:events';
import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { clockPause } from './clockPause';

describe('clockPause', () => {
  it('ends when the clock has moved on so far', async () => {
    const clock = new ManualClock();
    let ended = false;
    const pause = clockPause(clock, 100, new AbortController().signal).then(() => {
      ended = true;
    });
    clock.advance(99);
    await Promise.resolve();
    expect(ended).toBe(false);
    clock.advance(1);
    await pause;
    expect(ended).toBe(true);
  });

  it('rejects with the reason of the signal, also when it was aborted before', async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const pause = clockPause(clock, 100, controller.signal);
    controller.abort(new Error('enough'));
    await expect(pause).rejects.toThrow('enough');
    await expect(clockPause(clock, 100, controller.signal)).rejects.toThrow('enough');
  });

  it('leaves neither a timer nor a listener behind', async () => {
    const clock = new ManualClock();
    let pending = 0;
    const counting = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after(ms: number, callback: () => void) {
        pending += 1;
        const cancel = clock.after(ms, () => {
          pending -= 1;
          callback();
        });
        return () => {
          pending -= 1;
          cancel();
        };
      },
    };
    const controller = new AbortController();
    const ended = clockPause(counting, 100, controller.signal);
    clock.advance(100);
    await ended;
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    const aborted = clockPause(counting, 100, controller.signal);
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    expect(pending).toBe(0);
  });
});
