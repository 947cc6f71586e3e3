import { splitSentences } from './sentences';
import { contentWords, countWords } from './words';

/**
 * The `limit` sentences of a text whose words are most frequent in it, in the
 * order of the text. Sentences of fewer than four content words are left out:
 * they score high by chance.
 *
 * @internal
 */
export function summarise(text: string, limit = 3): string[] {
  const counts = countWords(contentWords(text));
  return splitSentences(text)
    .map((sentence, position) => {
      const list = contentWords(sentence);
      const sum = list.reduce((all, word) => all + (counts.get(word) ?? 0), 0);
      return {
        sentence,
        position,
        score: sum / list.length,
        size: list.length,
      };
    })
    .filter(({ size }) => size >= 4)
    .sort((a, b) => b.score - a.score || a.position - b.position)
    .slice(0, limit)
    .sort((a, b) => a.position - b.position)
    .map(({ sentence }) => sentence.trim());
}
