import { parseExactJson } from '@agentos-portal/plugin-agentos-common';
import { changedPaths } from './changedPaths';

const changed = (before: string, after: string) =>
  changedPaths(parseExactJson(before), parseExactJson(after));

describe('changedPaths', () => {
  it.each([
    ['{"a":1}', '{"a":1}', []],
    ['{"a":1,"b":{"c":[1,2]}}', '{"a":2,"b":{"c":[1,3,4]}}', ['a', 'b.c[1]', 'b.c[2]']],
    ['{"a":1}', '{}', ['a']],
    ['{"a":{}}', '{"a":[]}', ['a']],
    ['1', '2', ['']],
    // One digit beyond what a number holds.
    ['{"a":12345678901234567890}', '{"a":12345678901234567891}', ['a']],
    ['{"a":1.0}', '{"a":1.0}', []],
    ['{"a":1}', '{"a":"1"}', ['a']],
  ])('of %s and %s', (before, after, paths) => {
    expect(changed(before, after)).toEqual({ paths, count: paths.length });
  });

  it('counts more than it names', () => {
    const { paths, count } = changed('[]', JSON.stringify(Array(50).fill(0)));

    expect(paths).toHaveLength(20);
    expect(count).toBe(50);
  });
});
