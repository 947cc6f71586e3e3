/**
 * A number of a JSON text that JavaScript would write in another way, such as 12345678901234567890, 0.10 or 1e400: kept digit by digit.
 * @public
 */
export class ExactNumber {
  constructor(
    /** As it stands in the JSON text. */
    readonly text: string,
  ) {}

  /** The nearest number, or the digits as text where that is another number. */
  toJSON(): number | string {
    const number = Number(this.text);
    const isWhole = /^-?\d+$/.test(this.text);
    if (!Number.isFinite(number) || (isWhole && !Number.isSafeInteger(number))) return this.text;
    return number;
  }
}

/**
 * A JSON value whose numbers have lost no digit.
 * @public
 */
export type ExactJson =
  string | number | boolean | null | ExactNumber | ExactJson[] | { [key: string]: ExactJson | undefined };
