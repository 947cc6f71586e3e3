import { parseFields, parseJson } from './json';
import { cut, toCount, toInstant, toNumber, toTime } from './values';

describe('numbers out of Redis', () => {
  it('are numbers only when they are written as such', () => {
    expect(toNumber('2.5')).toBe(2.5);
    expect(toCount('3')).toBe(3);
    for (const text of ['', 'x', 'NaN', 'Infinity', null, undefined, {}]) {
      expect(toNumber(text)).toBeUndefined();
    }
    for (const text of ['-1', '1.5', '1e300']) {
      expect(toCount(text)).toBeUndefined();
    }
  });

  it('are times only as far as an instant can be written', () => {
    expect(toInstant(toTime('1767225600000.7'))).toBe('2026-01-01T00:00:00.000Z');
    expect(toInstant(toTime('-1'))).toBeUndefined();
    expect(toInstant(toTime('253402300800000'))).toBeUndefined();
  });
});

describe('cut', () => {
  it('marks what it cut', () => {
    expect(cut('abcd', 4)).toBe('abcd');
    expect(cut('abcde', 4)).toBe('abc…');
  });
});

describe('parseJson', () => {
  it('reads JSON, and gives back what is none', () => {
    expect(parseJson('{"a":[1,null]}')).toEqual({ a: [1, null] });
    expect(parseJson('<b>{')).toBe('<b>{');
  });

  it('keeps whole numbers that a JavaScript number would round', () => {
    expect(
      parseJson(
        '{"id":12345678901234567890,"n":-9007199254740993,"x":0.5,"t":"n 12345678901234567890 \\" 1"}',
      ),
    ).toEqual({
      id: '12345678901234567890',
      n: '-9007199254740993',
      x: 0.5,
      t: 'n 12345678901234567890 " 1',
    });
  });
});

describe('parseFields', () => {
  it('reads fields of any name, and nothing out of anything else', () => {
    expect(parseFields('{"__proto__":1,"a":2}').get('__proto__')).toBe(1);
    for (const text of ['[1]', 'null', '"a"', '{', undefined]) {
      expect(parseFields(text).size).toBe(0);
    }
  });
});
