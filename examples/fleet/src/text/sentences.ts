// A mark followed by white space ends a sentence; a blank line does too, for
// headings carry no mark.
const BOUNDARY = /[.!?]+["')\]]*\s+|\n[ \t]*\n\s*/g;

/**
 * Splits a text into sentences. Each sentence owns the white space after it,
 * so the sentences joined together give the text again.
 *
 * @internal
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of text.matchAll(BOUNDARY)) {
    const end = match.index + match[0].length;
    sentences.push(text.slice(start, end));
    start = end;
  }
  if (start < text.length) {
    sentences.push(text.slice(start));
  }
  return sentences;
}
