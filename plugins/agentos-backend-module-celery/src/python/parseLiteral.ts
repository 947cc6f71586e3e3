import { type ExactJson, ExactNumber } from '@agentos-portal/plugin-agentos-common';

const SPACE = /\s*/y;
const NUMBER = /-?(?:\d+(?:\.\d*)?(?:e[+-]?\d+)?)/y;
const STRING = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/y;
const ESCAPE = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g;
const CONSTANT = /True|False|None/y;

const CONSTANTS = new Map<string, ExactJson>([
  ['True', true],
  ['False', false],
  ['None', null],
]);
/** The escapes that `repr` writes with a letter or as themselves. */
const ESCAPED = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);
const CLOSING = new Map([
  ['(', ')'],
  ['[', ']'],
]);

/** The text is no literal, or was cut. */
class NoLiteral extends Error {}

/**
 * Reads what Python's `repr` makes of texts, numbers, truth values, None, tuples, lists and dictionaries; a tuple becomes a list, and
 * numbers keep every digit. Everything else, and a text that was cut, is no literal.
 */
class LiteralReader {
  private at = 0;

  constructor(private readonly text: string) {}

  read(): ExactJson {
    const value = this.value();
    this.skip();
    if (this.at < this.text.length) throw new NoLiteral();
    return value;
  }

  private value(): ExactJson {
    this.skip();
    const first = this.text[this.at];
    if (first === '{') return this.dictionary();
    const closing = CLOSING.get(first);
    if (closing !== undefined) return this.list(closing);
    return this.string() ?? this.number() ?? this.constant();
  }

  private list(closing: string): ExactJson[] {
    const values: ExactJson[] = [];
    this.items(closing, () => values.push(this.value()));
    return values;
  }

  private dictionary(): ExactJson {
    const entries: Array<[string, ExactJson]> = [];
    this.items('}', () => {
      const key = this.value();
      if (typeof key !== 'string' && typeof key !== 'number') throw new NoLiteral();
      this.skip();
      this.expect(':');
      entries.push([String(key), this.value()]);
    });
    return Object.fromEntries(entries);
  }

  private items(closing: string, readItem: () => void) {
    this.at += 1;
    for (;;) {
      this.skip();
      if (this.text[this.at] === closing) break;
      readItem();
      this.skip();
      if (this.text[this.at] !== closing) this.expect(',');
    }
    this.at += 1;
  }

  private string(): string | undefined {
    const found = this.match(STRING);
    return (found?.[1] ?? found?.[2])?.replaceAll(ESCAPE, (_, x, u, long, other: string) => {
      const code = x ?? u ?? long;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      const char = ESCAPED.get(other);
      if (char === undefined) throw new NoLiteral();
      return char;
    });
  }

  private number(): ExactJson | undefined {
    const text = this.match(NUMBER)?.[0];
    if (text === undefined) return undefined;
    return String(Number(text)) === text ? Number(text) : new ExactNumber(text);
  }

  private constant(): ExactJson {
    const value = CONSTANTS.get(this.match(CONSTANT)?.[0] ?? '');
    if (value === undefined) throw new NoLiteral();
    return value;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  private skip() {
    this.match(SPACE);
  }

  private expect(char: string) {
    if (this.text[this.at] !== char) throw new NoLiteral();
    this.at += 1;
  }
}

/**
 * A Python literal as data.
 * @returns undefined when the text is none, as the representation of any other object is, or when it was cut
 * @internal
 */
export function parseLiteral(text: string): ExactJson | undefined {
  try {
    return new LiteralReader(text).read();
  } catch (error) {
    // Code points that are none are a RangeError.
    if (error instanceof NoLiteral || error instanceof RangeError) return undefined;
    throw error;
  }
}
