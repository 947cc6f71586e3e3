import { findings } from './findings';
import { localLinks } from './links';

describe('findings', () => {
  it('lists what it finds once, without the mark that ends the sentence', () => {
    const text =
      'From 2024-02-29 to 2024-03-01, again 2024-02-29. ' +
      'Mail a.b+c@notes.example.org, see https://example.org/a?b=1. ' +
      '(http://example.org/x)';
    expect(findings(text)).toEqual({
      dates: ['2024-02-29', '2024-03-01'],
      emails: ['a.b+c@notes.example.org'],
      urls: ['https://example.org/a?b=1', 'http://example.org/x'],
    });
  });

  it('leaves out dates the calendar does not have', () => {
    expect(findings('2023-02-29 2024-13-01 2024-04-31').dates).toEqual([]);
  });
});

describe('localLinks', () => {
  it('takes file names only', () => {
    const text = '[a](a.txt) [b](https://example.org/b) [c](../c.txt) [a](a.txt) [d]()';
    expect(localLinks(text)).toEqual(['a.txt']);
  });
});
