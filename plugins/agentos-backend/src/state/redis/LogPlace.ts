import type { LogRecord } from './LogRecord';

/**
 * Where the log ends; all null before the store was seeded.
 * @internal
 */
export type LogEnd = Array<string | null>;

/**
 * How far one follower was told.
 * @internal
 */
export class LogPlace {
  /** Id of the commit told last: a store that was restored may give its version to another one. */
  private last: string | undefined;
  /** The log is known to go on from here. */
  checked = false;

  constructor(
    private readonly epoch: string,
    public version: number,
  ) {}

  /** True when the log ends here or later. Whether it still holds what comes next is seen by what it gives. */
  isIn([epoch, version, last]: LogEnd): boolean {
    if (epoch !== this.epoch) return false;
    if (Number(version) === this.version) return this.last === undefined || this.last === last;
    return this.version < Number(version);
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
