import { stackBars } from './stackBars';

const MINUTE = 60_000;

describe('stackBars', () => {
  it('stands bars on one another, the highest first, and leaves no step out', () => {
    const bars = [
      { at: 0, values: [3, 1] },
      { at: 2 * MINUTE, values: [5, 0] },
    ];
    expect(stackBars(bars, { from: 0, to: 3 * MINUTE, stepMs: MINUTE }, 2)).toEqual([
      [30, 90, 150],
      [4, 0, 5],
      [3, 0, 5],
    ]);
  });

  it('has whole steps where the window begins or ends within one', () => {
    const [at] = stackBars([], { from: 90_000, to: 130_000, stepMs: MINUTE }, 1);
    expect(at).toEqual([90, 150]);
  });
});
