import { OTHER, type Series, SERIES_LIMITS } from './series';

const HOUR_MS = 3_600_000;

/** Keys without a series whose activity is noted, so that the busiest of them gets one. */
const CANDIDATES = 1000;

/**
 * Which keys of one dimension and instance have a series of their own: the first ones, and from hour to hour the busiest.
 */
class Members {
  private members = new Map<string, number>();
  private candidates = new Map<string, number>();
  private hour: number | undefined;

  constructor(private readonly limit: number) {}

  takes(key: string, hour: number): boolean {
    if (this.hour !== hour) this.elect(hour);
    const count = this.members.get(key);
    if (count === undefined && this.members.size >= this.limit) {
      const known = this.candidates.get(key);
      if (known !== undefined || this.candidates.size < CANDIDATES)
        this.candidates.set(key, (known ?? 0) + 1);
      return false;
    }
    this.members.set(key, (count ?? 0) + 1);
    return true;
  }

  private elect(hour: number) {
    this.hour = hour;
    const all = [...this.members, ...this.candidates].sort(([, a], [, b]) => b - a);
    // What counted long ago counts less and less; who did nothing at all makes room.
    this.members = new Map(
      all
        .slice(0, this.limit)
        .map(([key, count]) => [key, Math.floor(count / 2)] as const)
        .filter(([, count]) => count > 0),
    );
    this.candidates = new Map();
  }
}

/**
 * Bounds the series of every dimension and instance.
 * @internal
 */
export class SeriesBounds {
  private readonly all = new Map<string, Members>();

  constructor(private readonly now: () => number) {}

  /** The series that something counts for: its own or that of all others. */
  bound(series: Series): Series {
    const of = `${series.dimension}|${series.instance}`;
    let members = this.all.get(of);
    if (!members) {
      members = new Members(SERIES_LIMITS[series.dimension]);
      this.all.set(of, members);
    }
    const isOwn = members.takes(series.key, Math.floor(this.now() / HOUR_MS));
    return isOwn ? series : { ...series, key: OTHER };
  }

  /** Lets the keys in that had a series before, the busiest first. */
  load(known: readonly Series[]) {
    for (const series of known) if (series.key !== OTHER) this.bound(series);
  }
}
