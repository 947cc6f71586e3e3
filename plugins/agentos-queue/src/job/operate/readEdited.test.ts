import { readEdited } from './readEdited';

describe('readEdited', () => {
  it('sends JSON, and a text where JSON would lose digits', () => {
    expect(readEdited('{"a": [1, "x"]}')).toMatchObject({ params: { data: { a: [1, 'x'] } } });
    const text = '{"a": 12345678901234567890}';
    expect(readEdited(text)).toMatchObject({ params: { dataJson: text } });
  });

  it('says where it is no JSON', () => {
    expect(readEdited('{\n  "a": ]\n}')).toEqual({
      problem: 'expected a value',
      line: 2,
      column: 8,
      offset: 9,
    });
  });

  it('refuses a value that nobody knows', () => {
    expect(readEdited('{"a": 1,\n "token": "[redacted]"}')).toEqual({
      hidden: { offset: 19, line: 2, column: 11 },
    });
  });
});
