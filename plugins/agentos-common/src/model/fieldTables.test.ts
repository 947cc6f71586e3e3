import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderFieldTables } from './fieldTables';

const page = join(__dirname, '../../../../docs/model.md');

it('is what docs/model.md says; UPDATE_DOCS=1 writes it anew', () => {
  if (process.env.UPDATE_DOCS) writeFileSync(page, renderFieldTables());
  expect(readFileSync(page, 'utf8')).toBe(renderFieldTables());
});
