import { isSelected, NOTHING, selectTo, toggle, toggleShown, type Selection } from './selection';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const idsOf = (selection: Selection) =>
  selection.kind === 'some' ? Array.from(selection.ids).sort().join('') : selection.kind;

describe('selection', () => {
  it('takes a job in and out, and is none when the last has left', () => {
    const one = toggle(NOTHING, 'b');
    expect(idsOf(toggle(one, 'd'))).toBe('bd');
    expect(toggle(one, 'b')).toBe(NOTHING);
  });

  it('selects a range from the last one, in both directions, and keeps the rest', () => {
    const one = toggle(toggle(NOTHING, 'e'), 'b');
    expect(idsOf(selectTo(one, 'd', ORDER))).toBe('bcde');
    expect(idsOf(selectTo(one, 'a', ORDER))).toBe('abe');
    expect(idsOf(selectTo(NOTHING, 'c', ORDER))).toBe('c');
    expect(idsOf(selectTo(toggle(NOTHING, 'gone'), 'c', ORDER))).toBe('cgone');
  });

  it('selects what is shown, or nothing when all of it is', () => {
    const shown = toggleShown(toggle(NOTHING, 'b'), ORDER);
    expect(idsOf(shown)).toBe('abcde');
    expect(toggleShown(shown, ORDER)).toBe(NOTHING);
    expect(toggleShown(NOTHING, [])).toBe(NOTHING);
  });

  it('is everything until it is cleared', () => {
    const all: Selection = { kind: 'all' };
    expect(toggle(all, 'a')).toBe(all);
    expect(selectTo(all, 'a', ORDER)).toBe(all);
    expect(isSelected(all, 'never seen')).toBe(true);
    expect(toggleShown(all, ORDER)).toBe(NOTHING);
  });
});
