import { ExactNumber, type ExactJson } from './ExactNumber';
import { JsonTextError } from './JsonTextError';

/** Deeper values are refused: whoever walks them would run out of stack. */
const MAX_DEPTH = 500;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS: ReadonlyArray<[string, ExactJson]> = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/**
 * Reads one JSON text from front to back.
 */
class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  whole(): ExactJson {
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fail('expected the end, the value is complete');
    return value;
  }

  private value(): ExactJson {
    this.space();
    const char = this.text[this.at];
    if (char === '"') return this.string();
    if (char === '{') return this.nested(() => this.object());
    if (char === '[') return this.nested(() => this.array());
    const word = WORDS.find(([name]) => this.text.startsWith(name, this.at));
    if (word) {
      this.at += word[0].length;
      return word[1];
    }
    return this.number();
  }

  private nested<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.fail(`nested deeper than ${MAX_DEPTH}`);
    this.at += 1;
    const value = read();
    this.depth -= 1;
    return value;
  }

  private object(): ExactJson {
    const object: Record<string, ExactJson> = {};
    if (this.takes('}')) return object;
    do {
      this.space();
      if (this.text[this.at] !== '"') this.fail('expected a key in double quotes');
      const key = this.string();
      if (!this.takes(':')) this.fail('expected a colon after the key');
      const value = this.value();
      // Assigned, this key would change the prototype.
      if (key === '__proto__') {
        Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
      } else {
        object[key] = value;
      }
    } while (this.takes(','));
    if (!this.takes('}')) this.fail('expected a comma or }');
    return object;
  }

  private array(): ExactJson {
    const array: ExactJson[] = [];
    if (this.takes(']')) return array;
    do array.push(this.value());
    while (this.takes(','));
    if (!this.takes(']')) this.fail('expected a comma or ]');
    return array;
  }

  private string(): string {
    const from = this.at;
    let isPlain = true;
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const char = this.text[this.at];
      if (char === '"') {
        this.at += 1;
        return isPlain ? this.text.slice(from + 1, this.at - 1) : this.unescape(from);
      }
      if (char < ' ') this.fail('expected an escape such as \\n, a text has no line break or tab of its own');
      if (char === '\\') {
        isPlain = false;
        this.at += 1;
      }
    }
    this.at = from;
    return this.fail('expected a closing quote');
  }

  private unescape(from: number): string {
    try {
      return JSON.parse(this.text.slice(from, this.at)) as string;
    } catch {
      this.at = from;
      return this.fail('holds an escape that JSON does not know');
    }
  }

  private number(): ExactJson {
    NUMBER.lastIndex = this.at;
    const token = NUMBER.exec(this.text)?.[0];
    if (token === undefined) return this.fail('expected a value');
    this.at += token.length;
    const number = Number(token);
    return String(number) === token ? number : new ExactNumber(token);
  }

  private takes(char: string): boolean {
    this.space();
    if (this.text[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  private space() {
    while (' \t\n\r'.includes(this.text[this.at] ?? '!')) this.at += 1;
  }

  private fail(problem: string): never {
    throw new JsonTextError(problem, this.text, this.at);
  }
}

/**
 * Reads a JSON text without losing a digit.
 * @throws JsonTextError that names the place
 * @public
 */
export const parseExactJson = (text: string): ExactJson => new Reader(text).whole();
