import type { LogRecord } from './LogRecord';
import type { PlaceReply } from './scripts/place';

/**
 * How far one follower was told.
 * @internal
 */
export class LogPlace {
  /** Id of the commit told last: a store that was restored may give its version to another one. */
  private last: string | undefined;
  /** The log is known to hold what comes next. */
  checked = false;

  constructor(
    private readonly epoch: string,
    public version: number,
  ) {}

  /** True when the log holds everything after this place. */
  isIn(log: PlaceReply): boolean {
    if (!log) return false;
    const [epoch, version, last, oldest] = log;
    if (epoch !== this.epoch) return false;
    if (Number(version) === this.version) return this.last === undefined || this.last === last;
    return this.version < Number(version) && Number(oldest) <= this.version + 1;
  }

  /** True when the record is the very next. */
  isBefore({ epoch, after, commit }: LogRecord): boolean {
    return (
      epoch === this.epoch &&
      commit.version === this.version + 1 &&
      (this.last === undefined || this.last === after)
    );
  }

  moveTo({ commit }: LogRecord) {
    this.version = commit.version;
    this.last = commit.id;
  }
}
