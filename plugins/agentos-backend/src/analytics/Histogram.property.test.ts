import fc from 'fast-check';
import { Histogram } from './Histogram';

const durations = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 1e9 }), fc.double({ min: 0, max: 1e6, noNaN: true })),
  {
    minLength: 1,
    maxLength: 300,
  },
);

const of = (values: number[]) => {
  const histogram = new Histogram();
  for (const value of values) histogram.add(value);
  return histogram;
};

describe('a histogram', () => {
  it('tells each percentile within 5 % of the value at its rank, below 1 ms as 0', () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.95, 0.99, 1), (values, share) => {
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil(share * values.length)) - 1];
        const told = of(values).percentile(share)!;
        // A tenth of a millisecond is rounded away.
        const allowed = exact < 1 ? exact : 0.05 * exact + 0.06;
        expect(Math.abs(told - exact)).toBeLessThanOrEqual(allowed);
      }),
    );
  });

  it('of two windows is the histogram of both, and outlives being written down', () => {
    fc.assert(
      fc.property(durations, durations, (some, others) => {
        const merged = Histogram.decode(of(some).encode());
        merged.merge(Histogram.decode(of(others).encode()));
        const whole = of([...some, ...others]);
        expect(merged.count).toBe(whole.count);
        expect(merged.mean()).toBeCloseTo(whole.mean()!, 1);
        for (const share of [0.5, 0.95, 0.99]) expect(merged.percentile(share)).toBe(whole.percentile(share));
        expect(Histogram.decode(merged.encode()).encode()).toBe(merged.encode());
      }),
    );
  });

  it('of nothing says nothing', () => {
    const nothing = Histogram.decode(new Histogram().encode());
    expect([nothing.count, nothing.mean(), nothing.percentile(0.5), nothing.shareWithin(1)]).toEqual([
      0,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is short: a thousand durations of like size need some bytes a bucket', () => {
    const values = Array.from({ length: 1000 }, (_, index) => 1000 + index);
    expect(of(values).encode().length).toBeLessThan(80);
  });

  it.each(['x', '1,a', '1,2:z'])('is not read from %s', text => {
    expect(() => Histogram.decode(text)).toThrow('Not a histogram');
  });
});
