import { SERIES_LIMITS } from './series';
import { SeriesBounds } from './SeriesBounds';

const HOUR = 3_600_000;
const LIMIT = SERIES_LIMITS.name;

describe('the bounds of series', () => {
  let now = 0;
  const name = (key: string, instance = 'main') => ({ dimension: 'name' as const, instance, key });

  const full = () => {
    now = 10 * HOUR;
    const bounds = new SeriesBounds(() => now);
    for (let index = 0; index < LIMIT; index += 1) {
      for (let times = 0; times < 4; times += 1) bounds.bound(name(`n${index}`));
    }
    return bounds;
  };

  it('give each key its own until there are too many, in each instance', () => {
    const bounds = full();
    expect(bounds.bound(name('n0'))).toEqual(name('n0'));
    expect(bounds.bound(name('late'))).toEqual(name('other'));
    expect(bounds.bound(name('late', 'second'))).toEqual(name('late', 'second'));
    expect(bounds.bound({ ...name('late'), dimension: 'queue' })).toMatchObject({ key: 'late' });
  });

  it('give the busiest of the others a series in the next hour, in the place of the least busy', () => {
    const bounds = full();
    for (let times = 0; times < 9; times += 1) bounds.bound(name('late'));
    bounds.bound(name('rare'));
    now += HOUR;
    expect(bounds.bound(name('late'))).toEqual(name('late'));
    expect(bounds.bound(name('rare'))).toEqual(name('other'));
    const own = Array.from({ length: LIMIT }, (_, index) => bounds.bound(name(`n${index}`)).key);
    expect(own.filter(key => key === 'other')).toHaveLength(1);
  });

  it('make room for others when a key is silent for hours', () => {
    const bounds = full();
    for (let hours = 0; hours < 4; hours += 1) {
      now += HOUR;
      bounds.bound(name('n0'));
    }
    expect(bounds.bound(name('late'))).toEqual(name('late'));
  });

  it('let in what had a series before', () => {
    now = 0;
    const bounds = new SeriesBounds(() => now);
    bounds.load([...Array.from({ length: LIMIT }, (_, index) => name(`n${index}`)), name('other')]);
    expect(bounds.bound(name('n199'))).toEqual(name('n199'));
    expect(bounds.bound(name('new'))).toEqual(name('other'));
  });
});
