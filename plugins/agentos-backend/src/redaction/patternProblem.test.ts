import { patternProblem } from './patternProblem';

describe('patterns', () => {
  it.each([
    '\\b\\d{16}\\b',
    '(\\d{4}[ -]?){4}',
    '[A-Z]{2}\\d{2}[A-Z0-9]{10,30}',
    '[\\w.+-]+@[\\w-]+\\.[\\w.]+',
    '(?:ab)+',
    'sk-(live|test)-[a-z0-9]+',
    '(a+b|c){2}',
    '\\(a+\\)+',
  ])('such as %s are taken', pattern => {
    expect(patternProblem(pattern)).toBeUndefined();
  });

  it.each([
    ['(a+)+', 'for ever'],
    ['(?:[a-z]*x)*y', 'for ever'],
    ['((a+)b)+', 'for ever'],
    ['(a{2,})*y', 'for ever'],
    ['(a|aa)+$', 'for ever'],
    ['((a|b)+c)*y', 'for ever'],
    ['(', 'must be a regular expression'],
    ['a*', 'the empty text'],
    ['x'.repeat(201), 'at most 200'],
  ])('such as %s are refused', (pattern, problem) => {
    expect(patternProblem(pattern)).toContain(problem);
  });
});
