import type { InfiniteData } from '@tanstack/react-query';
import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import type { JobPage } from '../../api';

/**
 * Where a page begins. It knows the one before it, so that pages that were let go can be read again by the cursor they had.
 * @public
 */
export interface JobPagePlace {
  cursor?: string;
  /** Jobs on the pages before it. */
  start: number;
  previous?: JobPagePlace;
  /** Created before this instant: what came since the list was opened stays out of its first page. */
  to?: string;
}

/** @public */
export type JobPages = InfiniteData<JobPage, JobPagePlace>;

/** @internal */
export const FIRST_PLACE: JobPagePlace = { start: 0 };

/** Where in its page each job is. Pages are never changed, and a patched one has its jobs at the same places. */
const places = new WeakMap<JobPage, Map<string, number>>();

function placesIn(page: JobPage): Map<string, number> {
  let known = places.get(page);
  if (!known) {
    known = new Map(page.items.map(({ id }, index) => [id, index]));
    places.set(page, known);
  }
  return known;
}

/**
 * Stands for one reading of a page, whatever is patched in it.
 * @internal
 */
export const readingOf = (page: JobPage): object => placesIn(page);

/** @internal */
export const holdsJob = (data: JobPages, id: string) => data.pages.some(page => placesIn(page).has(id));

/**
 * Puts newer rows in the places of those they replace; nothing moves.
 * @returns the same object where nothing is newer
 * @internal
 */
export function patchJobs(data: JobPages, rows: Iterable<JobRow>): JobPages {
  const items = new Map<JobPage, JobRow[]>();
  for (const row of rows) {
    const page = data.pages.find(candidate => placesIn(candidate).has(row.id));
    if (!page) continue;
    const index = placesIn(page).get(row.id)!;
    const before = items.get(page)?.[index] ?? page.items[index];
    if (row.rev <= before.rev) continue;
    if (!items.has(page)) items.set(page, page.items.slice());
    items.get(page)![index] = row;
  }
  if (items.size === 0) return data;
  const pages = data.pages.map(page => {
    const changed = items.get(page);
    if (!changed) return page;
    const after = { ...page, items: changed };
    places.set(after, placesIn(page));
    return after;
  });
  return { ...data, pages };
}

/**
 * A page without the jobs that other pages have: those that moved there after these were read.
 * @internal
 */
export function withoutKnown(page: JobPage, data: JobPages | undefined, place: JobPagePlace): JobPage {
  const others = data?.pages.filter((_, index) => data.pageParams[index].start !== place.start) ?? [];
  const items = page.items.filter(({ id }) => !others.some(other => placesIn(other).has(id)));
  return items.length === page.items.length ? page : { ...page, items };
}
