/**
 * A text is no cron pattern. Names the field that is wrong.
 * @internal
 */
export class CronError extends Error {
  constructor(
    /** E.g. `hour`; undefined where the text has too few or too many fields. */
    readonly field: string | undefined,
    readonly problem: string,
  ) {
    super(field ? `${field}: ${problem}` : problem);
    this.name = 'CronError';
  }
}
