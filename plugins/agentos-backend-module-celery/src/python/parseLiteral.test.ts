import { formatExactJson } from '@agentos-portal/plugin-agentos-common';
import { parseLiteral } from './parseLiteral';

const asJson = (text: string) => {
  const value = parseLiteral(text);
  return value === undefined ? undefined : formatExactJson(value);
};

describe('parseLiteral', () => {
  it.each([
    ['()', '[]'],
    ["('doc-1',)", '["doc-1"]'],
    [
      "['a', \"it's\", 'tab\\t', 'caf\\xe9', '\\u202e', '\\U0001f600', 'back\\\\slash']",
      JSON.stringify(['a', "it's", 'tab\t', 'café', '\u202e', '\u{1f600}', 'back\\slash']),
    ],
    ['(1, -2.5, 12345678901234567890, 1e+16, 0.10)', '[1,-2.5,12345678901234567890,1e+16,0.10]'],
    ['{}', '{}'],
    ["{'a': {'b': [True, False, None]}, 7: 'seven'}", '{"7":"seven","a":{"b":[true,false,null]}}'],
    [' ( 1 , ) ', '[1]'],
  ])('reads %s', (text, expected) => {
    expect(asJson(text)).toBe(expected);
  });

  it.each([
    '',
    "('doc-1'",
    "('doc-1',) and more",
    "{'a': 'was cut...",
    "{'a': 1, ...}",
    '(datetime.date(2026, 1, 2),)',
    '<Document 7>',
    "b'bytes'",
    '{1, 2}',
    "{(1, 2): 'key'}",
    "('\\q',)",
    "('\\Uffffffff',)",
    'nan',
    'Trueish',
    '(1 2)',
    '(,)',
  ])('takes %s for no literal', text => {
    expect(parseLiteral(text)).toBeUndefined();
  });

  it('keeps a key named __proto__ as data', () => {
    const value = parseLiteral("{'__proto__': {'isAdmin': True}}");
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect((value as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('takes a text of opening brackets for no literal', () => {
    expect(parseLiteral('('.repeat(1_024))).toBeUndefined();
  });
});
