import { RecentIds } from './RecentIds';

describe('the last ids of a feed', () => {
  it('are known, and no older ones', () => {
    const ids = new RecentIds(3);
    expect(['a', 'b', 'a', 'c', 'a'].map(id => ids.add(id))).toEqual([true, true, false, true, false]);
    // The fourth takes the place of the first.
    expect(ids.add('d')).toBe(true);
    expect(['b', 'c', 'd'].map(id => ids.add(id))).toEqual([false, false, false]);
    expect(ids.add('a')).toBe(true);
    expect(ids.add('b')).toBe(true);
    expect(['d', 'a', 'b'].map(id => ids.add(id))).toEqual([false, false, false]);
    expect(ids.add('c')).toBe(true);
  });
});
