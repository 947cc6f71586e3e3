import fc from 'fast-check';
import { ExactNumber } from './ExactNumber';
import { formatExactJson, hasExactNumbers } from './formatExactJson';
import { parseExactJson } from './parseExactJson';

describe('parseExactJson', () => {
  it.each([
    '12345678901234567890',
    '-9007199254740993',
    '0.10',
    '1.0',
    '1e400',
    '-0',
    '0.1000000000000000055',
    '{"order":{"id":76543210987654321098,"lines":[1,2.50,9007199254740993]},"text":"12345678901234567890"}',
  ])('keeps every digit of %s', text => {
    expect(formatExactJson(parseExactJson(text))).toBe(text);
    expect(hasExactNumbers(parseExactJson(text))).toBe(true);
  });

  it('reads what JSON.parse reads, as the same value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), text => {
        const exact = parseExactJson(text);
        expect(JSON.parse(JSON.stringify(exact))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('reads what it wrote as the same value, with and without indent', () => {
    const number = fc
      .tuple(fc.bigInt(), fc.option(fc.nat(), { nil: undefined }))
      .map(
        ([whole, part]) =>
          new ExactNumber(part === undefined ? `${whole}0000000000000000000` : `${whole}.${part}0`),
      );
    const { tree } = fc.letrec<{ tree: any }>(tie => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        number,
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 2), (value, indent) => {
        const text = formatExactJson(value, indent);
        expect(formatExactJson(parseExactJson(text), indent)).toBe(text);
      }),
    );
  });

  it('keeps a key named __proto__ as data', () => {
    const value = parseExactJson('{"__proto__":{"admin":true}}') as object;

    expect(Object.keys(value)).toEqual(['__proto__']);
    expect((value as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each([
    ['', 1, 1, 'expected a value'],
    ['{"a": 1,\n  b: 2}', 2, 3, 'expected a key in double quotes'],
    ['{"a" 1}', 1, 6, 'expected a colon after the key'],
    ['{"a": 1\n"b": 2}', 2, 1, 'expected a comma or }'],
    ['[1 2]', 1, 4, 'expected a comma or ]'],
    ['[1,]', 1, 4, 'expected a value'],
    ['"abc', 1, 1, 'expected a closing quote'],
    ['"\\x"', 1, 1, 'holds an escape that JSON does not know'],
    ['01', 1, 2, 'expected the end, the value is complete'],
    ['{} {}', 1, 4, 'expected the end, the value is complete'],
    ['"a\nb"', 1, 3, 'expected an escape such as \\n, a text has no line break or tab of its own'],
    ['undefined', 1, 1, 'expected a value'],
  ])('says where %j is no JSON', (text, line, column, problem) => {
    expect(() => parseExactJson(text)).toThrow(expect.objectContaining({ line, column, problem }));
  });

  it('refuses what would overflow whoever walks it', () => {
    expect(() => parseExactJson('['.repeat(100_000))).toThrow('nested deeper than 500');
  });
});

describe('ExactNumber', () => {
  it.each([
    ['12345678901234567890', '12345678901234567890'],
    ['1e400', '1e400'],
    ['1.0', 1],
    ['0.10', 0.1],
    ['1e3', 1000],
  ])('writes %s for readers of ordinary JSON as %j', (text, expected) => {
    expect(new ExactNumber(text).toJSON()).toBe(expected);
  });
});
