import { excerpt, JobQueryError } from './JobQueryError';

/**
 * Reads a search once, from left to right: the time it takes grows with the length, whatever the text.
 * @internal
 */
export class QueryReader {
  position = 0;

  constructor(private readonly text: string) {}

  /** The next character, empty at the end. */
  peek(): string {
    return this.text.charAt(this.position);
  }

  take(): string {
    const char = this.text.charAt(this.position);
    this.position += 1;
    return char;
  }

  /** True before white space and at the end. */
  atBreak(): boolean {
    const char = this.peek();
    return char === '' || /\s/.test(char);
  }

  skipSpace(): void {
    while (this.peek() !== '' && this.atBreak()) this.take();
  }

  /** Everything before white space, the end or one of the characters. */
  takeUntil(stops: string): string {
    const start = this.position;
    while (!this.atBreak() && !stops.includes(this.peek())) this.take();
    return this.text.slice(start, this.position);
  }

  /**
   * A quoted text, from its opening quote past its closing one; `\"` and `\\` stand for `"` and `\`.
   * @throws JobQueryError when it has no end or nothing in it
   */
  takeQuoted(): string {
    const start = this.position;
    this.take();
    let text = '';
    while (this.peek() !== '"') {
      if (this.peek() === '') {
        throw new JobQueryError('A quote is not closed', {
          position: start,
          wayOut: `Put " at the end; inside quotes, write \\" for ".`,
        });
      }
      const char = this.take();
      text += char === '\\' && ['"', '\\'].includes(this.peek()) ? this.take() : char;
    }
    this.take();
    if (text === '') {
      throw new JobQueryError('There is nothing between the quotes', {
        position: start,
        wayOut: 'Write the text to search for between them, or leave them out.',
      });
    }
    return text;
  }

  /**
   * Nothing may follow a closing quote directly.
   * @throws JobQueryError
   */
  expectBreak(stops = ''): void {
    if (this.atBreak() || stops.includes(this.peek())) return;
    throw new JobQueryError(`${excerpt(this.peek())} follows a closing quote`, {
      position: this.position,
      wayOut: 'Put a space between them, or write \\" for a quote inside quotes.',
    });
  }
}
