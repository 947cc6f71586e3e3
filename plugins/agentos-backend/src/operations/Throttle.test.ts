import { Throttle } from './Throttle';

describe('the throttle of an operation', () => {
  /** Begins targets for some seconds; answers how many were begun until the end of each. */
  const run = (perSecond: number, { seconds, workMs }: { seconds: number; workMs: number }) => {
    let now = 0;
    const throttle = new Throttle(() => now);
    const operation = { throttle: { perSecond } };
    const begun = Array<number>(seconds).fill(0);
    while (now < seconds * 1000) {
      const size = throttle.size(operation);
      throttle.take(operation, size);
      begun[Math.floor(now / 1000)] += size;
      now += workMs;
      now += throttle.waitMs;
    }
    return begun;
  };

  it.each([
    [1, 0],
    [5, 0],
    [5, 150],
    [40, 20],
    [1000, 100],
    [10_000, 0],
  ])('begins %d in a second, also when the work takes %d ms', (perSecond, workMs) => {
    expect(run(perSecond, { seconds: 3, workMs })).toEqual([perSecond, perSecond, perSecond]);
  });

  it('does not catch up with what a slow source cost', () => {
    let now = 0;
    const throttle = new Throttle(() => now);
    const operation = { throttle: { perSecond: 4 } };
    throttle.take(operation, 1);
    now += 10_000;
    expect(throttle.waitMs).toBe(0);
    throttle.take(operation, 1);
    expect(throttle.waitMs).toBe(250);
  });

  it('leaves an operation without one at full chunks', () => {
    const throttle = new Throttle(() => 0);
    throttle.take({ throttle: undefined }, 250);
    expect([throttle.size({ throttle: undefined }), throttle.waitMs]).toEqual([250, 50]);
  });
});
