const OPENING = /[[{]/;
const CLOSING = /[\]}]/;

/** Index after the string that begins at `from`. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Cuts what stands between the outer brackets at its commas. */
function partsOf(text: string): string[] {
  const inner = text.trim().slice(1, -1);
  const parts: string[] = [];
  let depth = 0;
  let begin = 0;
  let at = 0;
  while (at < inner.length) {
    const char = inner[at];
    if (char === '"') {
      at = endOfString(inner, at);
      continue;
    }
    if (OPENING.test(char)) depth += 1;
    if (CLOSING.test(char)) depth -= 1;
    if (char === ',' && depth === 0) {
      parts.push(inner.slice(begin, at).trim());
      begin = at + 1;
    }
    at += 1;
  }
  const last = inner.slice(begin).trim();
  return last === '' ? parts : [...parts, last];
}

/**
 * The elements of a JSON array as they are written. Python tells `1.0` from `1` and has whole numbers of any length; decoding and
 * encoding here would change both, so what is sent again is cut out of the text instead.
 * @param text - valid JSON, an array
 * @internal
 */
export const elementTexts = (text: string): string[] => partsOf(text);

/**
 * The values of a JSON object as they are written, by key.
 * @param text - valid JSON, an object
 * @internal
 */
export function memberTexts(text: string): Map<string, string> {
  return new Map(
    partsOf(text).map((member): [string, string] => {
      const keyEnd = endOfString(member, 0);
      const colon = member.indexOf(':', keyEnd);
      return [JSON.parse(member.slice(0, keyEnd)) as string, member.slice(colon + 1).trim()];
    }),
  );
}

/** The text of a JSON object with these values, as they are written. @internal */
export const objectText = (members: Iterable<[string, string]>): string =>
  `{${Array.from(members, ([key, value]) => `${JSON.stringify(key)}: ${value}`).join(', ')}}`;
