import { isAfter, nextId } from './streamIds';

describe('streamIds', () => {
  it.each([
    ['2-0', '1-9', true],
    ['1-10', '1-9', true],
    ['10-0', '9-0', true],
    ['9007199254740993-0', '9007199254740992-0', true],
    ['1-0', '1-0', false],
    ['1', '1-0', false],
    ['1-1', '1', true],
    ['1-9', '2-0', false],
  ])('%s after %s: %s', (id, other, after) => expect(isAfter(id, other)).toBe(after));

  it('gives the least id after one', () => {
    expect(nextId('1700000000000-9')).toBe('1700000000000-10');
    expect(nextId('5')).toBe('5-1');
  });
});
