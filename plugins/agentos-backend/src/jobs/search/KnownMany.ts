import type { JobFilter } from '../JobQuery';

const KEPT = 500;
const KEEP_MS = 60_000;

// Only what selects: not the sort, the page or its length.
const keyOf = ({ fields, from, to, search }: JobFilter) => JSON.stringify([fields, from, to, search]);

/**
 * Filters that were found to select more jobs than are counted. They seldom select fewer a minute later, and counting to the limit again is
 * what takes most of the time of a search.
 * @internal
 */
export class KnownMany {
  /** Until when it is believed, by the filter. */
  private readonly until = new Map<string, number>();

  constructor(private readonly monotonic: () => number) {}

  has(filter: JobFilter): boolean {
    return (this.until.get(keyOf(filter)) ?? 0) > this.monotonic();
  }

  add(filter: JobFilter) {
    const key = keyOf(filter);
    // The oldest is the first.
    this.until.delete(key);
    this.until.set(key, this.monotonic() + KEEP_MS);
    if (this.until.size > KEPT) this.until.delete(this.until.keys().next().value!);
  }
}
