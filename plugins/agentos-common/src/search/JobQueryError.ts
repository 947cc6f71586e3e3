import { InputError } from '@backstage/errors';

const EXCERPT_LENGTH = 40;

/**
 * A part of a search as an error may show it: short, and nothing in it is invisible or turns the text around.
 * @internal
 */
export function excerpt(text: string): string {
  const shown = text.length > EXCERPT_LENGTH ? `${text.slice(0, EXCERPT_LENGTH)}…` : text;
  return `"${shown.replace(/[\p{C}\u2028\u2029]/gu, char => `\\u{${char.codePointAt(0)?.toString(16)}}`)}"`;
}

/**
 * A job search that cannot be read: what is wrong, where, and what to write instead.
 * @public
 */
export class JobQueryError extends InputError {
  /** Where in the text, in UTF-16 characters from 0. The message counts from 1. */
  readonly position: number;

  /** The qualifier as it was written, when the error is about one. */
  readonly qualifier: string | undefined;

  constructor(problem: string, options: { position: number; wayOut: string; qualifier?: string }) {
    super(`${problem} (character ${options.position + 1}). ${options.wayOut}`);
    this.position = options.position;
    this.qualifier = options.qualifier;
  }
}
