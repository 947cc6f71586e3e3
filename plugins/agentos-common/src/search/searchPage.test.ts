import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeQualifiers } from './describeQualifiers';
import { formatJobQuery } from './formatJobQuery';
import { parseJobQuery } from './parseJobQuery';
import { renderSearchPage } from './searchPage';

const page = join(__dirname, '../../../../docs/search.md');

it('is what docs/search.md says; UPDATE_DOCS=1 writes it anew', () => {
  if (process.env.UPDATE_DOCS) writeFileSync(page, renderSearchPage());
  expect(readFileSync(page, 'utf8')).toBe(renderSearchPage());
});

it.each(describeQualifiers())('has an example of $qualifier that is read as it', ({ qualifier, example }) => {
  const query = parseJobQuery(example);
  expect(query).toMatchObject({ conditions: [{ field: qualifier }], text: [] });
  expect(parseJobQuery(formatJobQuery(query))).toEqual(query);
});

it('shows only searches that can be read', () => {
  const rows = renderSearchPage().split('| written |')[1].split('\n');
  const shown = rows.flatMap(row => row.match(/^\| (`.*?`) \|/)?.[1].match(/`[^`]+`/g) ?? []);
  expect(shown.length).toBeGreaterThan(8);
  shown.forEach(text => expect(() => parseJobQuery(text.slice(1, -1))).not.toThrow());
});
