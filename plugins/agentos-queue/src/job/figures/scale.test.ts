import { durationScale, placeOf } from './scale';

describe('durationScale', () => {
  it('keeps the order, within the line', () => {
    const at = durationScale([40, 240_000, 1_000]);
    const places = [40, 1_000, 240_000].map(at);

    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(places[2]).toBeLessThan(1);
    expect(at(0)).toBe(0);
    expect(at(1e12)).toBe(1);
  });

  it('has a place for values that are all the same', () => {
    expect(durationScale([5, 5, 5])(5)).toBeCloseTo(0.5);
  });
});

describe('placeOf', () => {
  it.each([
    [10, 'within50'],
    [11, 'within95'],
    [100, 'within95'],
    [150, 'within99'],
    [151, 'beyond'],
  ])('%d ms', (ms, place) => {
    expect(placeOf(ms, { p50: 10, p95: 100, p99: 150 })).toBe(place);
  });
});
