import { SeenIds } from './SeenIds';

describe('SeenIds', () => {
  it('knows the last ids, and no more of them', () => {
    const seen = new SeenIds(2);
    expect(['a', 'a', 'b', 'a'].map(id => seen.add(id))).toEqual([true, false, true, false]);
    expect(seen.add('c')).toBe(true);
    expect(['b', 'c', 'a'].map(id => seen.add(id))).toEqual([false, false, true]);
  });
});
