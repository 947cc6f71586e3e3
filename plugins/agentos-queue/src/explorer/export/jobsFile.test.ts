import { aJob } from '@agentos-portal/plugin-agentos-react/testUtils';
import { csvCell, jobsFile } from './jobsFile';

describe('csvCell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@cmd', "'@cmd"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['=HYPERLINK("a","b")', `"'=HYPERLINK(""a"",""b"")"`],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['a\nb', '"a\nb"'],
    ['plain', 'plain'],
    [-5, '-5'],
    [0, '0'],
    [null, ''],
    [undefined, ''],
  ])('%j is written %j', (value, written) => {
    expect(csvCell(value)).toBe(written);
  });
});

describe('jobsFile', () => {
  const job = aJob({
    name: '=evil()',
    error: { type: 'Error', message: 'no, "never"', fingerprint: null },
    runMs: null,
  });

  it('is a table with a head, a line for each job', () => {
    const [head, line, end] = jobsFile([job], 'csv').split('\r\n');
    const cells = Object.fromEntries(
      head.split(',').map((name, index) => [name, line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)![index]]),
    );
    expect(cells.name).toBe("'=evil(),");
    expect(cells.errorMessage).toBe('"no, ""never""",');
    expect(cells.runMs).toBe(',');
    expect(end).toBe('');
  });

  it('is every field of the rows as they were served in JSON', () => {
    expect(JSON.parse(jobsFile([job], 'json'))).toEqual([job]);
  });
});
