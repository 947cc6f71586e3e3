import { filterLines, tellLevels } from './logLevels';

const LINES = [
  { line: 1, text: 'reading doc-1', level: 'DEBUG' },
  { line: 2, text: 'Slow answer', level: 'warning' },
  { line: 3, text: 'no level' },
  { line: 4, text: 'gave up', level: 'error' },
];
const found = (text: string, level?: 'debug' | 'info' | 'warn' | 'error') =>
  filterLines(LINES, { text, level }).map(({ line }) => line);

describe('filterLines', () => {
  it('finds a text in any case', () => {
    expect(found('')).toEqual([1, 2, 3, 4]);
    expect(found(' slow ')).toEqual([2]);
  });

  it('keeps a level and worse, and lines that tell none', () => {
    expect(found('', 'warn')).toEqual([2, 3, 4]);
    expect(found('', 'error')).toEqual([3, 4]);
  });

  it('knows whether there is a level to ask for', () => {
    expect(tellLevels(LINES)).toBe(true);
    expect(tellLevels([{ line: 1, text: 'x' }])).toBe(false);
  });
});
