const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;

const COMMON = new Set(
  `a about after again all also an and another any are as at be because been before both but by can
  could do does each every for from had has have how if in into is it its just more most much must no nor
  not nothing now of off on once one only or other others out over own same should so some such than that
  the their them then there these they this those to too two under until up very was were what when where
  which while who whole why will with without would you your`.split(/\s+/),
);

/**
 * The words of a text in lower case, in order.
 *
 * @internal
 */
export function words(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

/**
 * The words that can say what a text is about: at least three characters, a
 * letter among them, and not common everywhere.
 *
 * @internal
 */
export function contentWords(text: string): string[] {
  return words(text).filter(word => word.length > 2 && /\p{L}/u.test(word) && !COMMON.has(word));
}

/**
 * How often each word occurs.
 *
 * @internal
 */
export function countWords(list: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of list) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
