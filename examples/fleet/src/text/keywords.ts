import { contentWords, countWords } from './words';

/**
 * A word and its tf-idf weight.
 *
 * @internal
 */
export interface Keyword {
  word: string;
  weight: number;
}

/**
 * In how many texts of a set each content word occurs.
 *
 * @internal
 */
export interface DocumentFrequencies {
  texts: number;
  counts: ReadonlyMap<string, number>;
}

/**
 * Counts the texts each word occurs in.
 *
 * @internal
 */
export function documentFrequencies(texts: readonly string[]): DocumentFrequencies {
  return {
    texts: texts.length,
    counts: countWords(texts.flatMap(text => [...new Set(contentWords(text))])),
  };
}

/**
 * The `limit` heaviest words of a text by tf-idf:
 * share of the word in the text × ln((1 + texts) / (1 + texts with the word)).
 * Words of equal weight are in alphabetical order.
 *
 * @internal
 */
export function keywords(text: string, frequencies: DocumentFrequencies, limit = 8): Keyword[] {
  const list = contentWords(text);
  return [...countWords(list)]
    .map(([word, count]) => ({
      word,
      weight:
        (count / list.length) * Math.log((1 + frequencies.texts) / (1 + (frequencies.counts.get(word) ?? 0))),
    }))
    .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, limit);
}
