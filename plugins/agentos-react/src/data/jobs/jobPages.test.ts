import fc from 'fast-check';
import { formatRev, type JobRow } from '@agentos-portal/plugin-agentos-common';
import { aJob } from '../../testUtils';
import { compareJobs } from './compareJobs';
import { holdsJob, patchJobs, readingOf, withoutKnown, type JobPages } from './JobPages';

const job = (id: string, rev = 1, more: Partial<JobRow> = {}) => aJob({ id, rev: formatRev(1, rev), ...more });
const page = (...items: JobRow[]) => ({ items, nextCursor: null, total: items.length, totalIsExact: true });
const pagesOf = (...pages: JobRow[][]): JobPages => ({
  pages: pages.map(items => page(...items)),
  pageParams: pages.map((_, index) => ({ start: index * 2 })),
});

describe('patchJobs', () => {
  const before = pagesOf([job('a'), job('b')], [job('c'), job('d')]);

  it('replaces a row where it stands, and copies no other page', () => {
    const newer = job('c', 2, { state: 'failed' });
    const after = patchJobs(before, [newer]);

    expect(after.pages[1].items).toEqual([newer, before.pages[1].items[1]]);
    expect(after.pages[0]).toBe(before.pages[0]);
    expect(readingOf(after.pages[1])).toBe(readingOf(before.pages[1]));
  });

  it('is the same object when nothing is newer, or on no page', () => {
    expect(patchJobs(before, [job('a'), job('b', 0), job('x', 9)])).toBe(before);
  });

  it('holds the highest rev and every place, whatever comes in whatever order', () => {
    const ids = ['a', 'b', 'c', 'd', 'x'];
    const change = fc.record({ id: fc.constantFrom(...ids), rev: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(fc.array(fc.array(change)), batches => {
        let data = before;
        for (const batch of batches) data = patchJobs(data, batch.map(({ id, rev }) => job(id, rev)));
        const items = data.pages.flatMap(({ items: rows }) => rows);
        expect(items.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
        for (const item of items) {
          const revs = batches.flat().filter(({ id }) => id === item.id);
          expect(item.rev).toBe(formatRev(1, Math.max(1, ...revs.map(({ rev }) => rev))));
        }
      }),
    );
  });
});

describe('withoutKnown', () => {
  it('leaves out what other pages have, not what the page itself had', () => {
    const data = pagesOf([job('a'), job('b')], [job('c'), job('d')]);
    const read = withoutKnown(page(job('b'), job('c'), job('e')), data, { start: 2 });

    expect(read.items.map(({ id }) => id)).toEqual(['c', 'e']);
    expect(holdsJob(data, 'e')).toBe(false);
  });
});

describe('compareJobs', () => {
  it('puts what was not measured last in descending order, and ids in the direction of the sort', () => {
    const rows = [job('a', 1, { runMs: null }), job('b', 1, { runMs: 5 }), job('c', 1, { runMs: 5 })];

    expect([...rows].sort(compareJobs('-duration')).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect([...rows].sort(compareJobs('duration')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});
