/**
 * A text is no JSON. Says what was expected, and where.
 * @public
 */
export class JsonTextError extends Error {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 characters. */
  readonly column: number;

  constructor(
    /** What is wrong, without the place. */
    readonly problem: string,
    text: string,
    /** From 0, in UTF-16 characters. */
    readonly offset: number,
  ) {
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    const column = offset - before.lastIndexOf('\n');
    super(`line ${line}, column ${column}: ${problem}`);
    this.name = 'JsonTextError';
    this.line = line;
    this.column = column;
  }
}
