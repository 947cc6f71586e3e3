const WEEKDAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const CLOCK = '\\d{2}:\\d{2}:\\d{2}';

/** Characters of a path between its separators. */
const PART = '[^\\\\/\\s"\'`()<>:,;|=\\[\\]{}]';

/**
 * A number, and what holds one as an id does. Digits right after a letter belong to a name (`utf8`, `E11000`) unless there are
 * many; a short number after a word such as `status` is a kind of failure, not a measure.
 */
const NUMBERS = [
  '\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b',
  '\\b0x[0-9a-f]+\\b',
  '(?<![a-z\\d])(?=[a-f]*\\d)(?=\\d*[a-f])[\\da-f]{8,}(?![a-z\\d])',
  '(?<![a-z\\d])(?=(?:[a-z]*\\d){3})(?=\\d*[a-z])[a-z\\d]{16,}(?![a-z\\d])',
  '(?<!(?:code|status|errno|signal|http)[ :=]{1,2})(?<![a-z\\d.])\\d+(?:[.,]\\d+)*',
  '(?<=(?:code|status|errno|signal|http)[ :=]{1,2})\\d{4,}',
  '(?<=[a-z])\\d{6,}',
].join('|');

/**
 * What differs between two failures of one kind, in order of precedence: each name of a group is a placeholder, or a rule below.
 * No text makes it slow: a repetition has one way to match, and what it read is not read again from the middle. A quote without
 * an end reaches to the end of the text, which an engine may have cut.
 */
const VARIABLE = new RegExp(
  [
    '(?<url>\\b[a-z][a-z0-9+.-]{1,15}://[^\\s"\'`<>]+)',
    '(?<value>(?<!\\w)[bru]?(?:"(?:[^"\\\\]|\\\\.)*(?:"|$)|\'(?:[^\'\\\\]|\\\\.)*(?:\'|$)|`[^`]*(?:`|$)))',
    `(?<time>\\b\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2})?(?:[.,]\\d+)?(?:Z|[+-]\\d{2}:?\\d{2})?)?|\\b${CLOCK}(?:[.,]\\d+)?|\\b${WEEKDAY},? (?:\\d{1,2} )?${MONTH}(?: \\d{1,2})?,? \\d{4} ${CLOCK}(?: GMT(?:[+-]\\d{4})?)?)`,
    `(?<path>(?<![\\w\\\\/.:~])(?:[a-z]:|~|\\.{1,2})?(?:[\\\\/]${PART}+){2,})`,
    `(?<n>${NUMBERS})`,
  ].join('|'),
  'gis',
);

const NUMBER = new RegExp(NUMBERS, 'gi');

const foldNumbers = (text: string) => text.replace(NUMBER, '<n>');

/** The last part of a path, of which the directories depend on the machine; with the part before it when it is a number. */
function fileName(path: string): string {
  const parts = path.split(/[\\/]/).slice(-2).map(foldNumbers);
  return parts.at(-1) === '<n>' ? parts.join('/') : (parts.at(-1) ?? '');
}

/** Without the name and password before the host, and without the query. */
const placeOf = (url: string) => url.replace(/[?#].*$/s, '').replace(/:\/\/[^/]*@/, '://');

const RULES: Record<string, (text: string) => string> = {
  url: text => foldNumbers(placeOf(text)),
  path: fileName,
};

/**
 * A message without what differs from one failure to the next: numbers and ids, quoted values, times, directories, queries of
 * URLs. White space and invisible characters become one space.
 * @internal
 */
export function normaliseText(text: string): string {
  return text
    .replace(/\p{Cc}\[[\d;]{0,20}m/gu, '')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .replace(VARIABLE, (...args) => {
      const groups: Record<string, string | undefined> = args.at(-1);
      const [name, found] = Object.entries(groups).find(([, part]) => part !== undefined) ?? ['n', ''];
      return Object.hasOwn(RULES, name) ? RULES[name](found ?? '') : `<${name}>`;
    });
}

/** The name of a source file: without directories, and without the hash a bundler puts into it. @internal */
export const normaliseFile = (path: string): string => fileName(path.replace(/[?#].*$/s, ''));
