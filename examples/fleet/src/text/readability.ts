import { splitSentences } from './sentences';
import { words } from './words';

// Runs of vowels, less a silent final e. Good to about one in ten words, and
// the average over a text is what counts.
function syllables(word: string): number {
  const runs = word.replace(/e$/, '').match(/[aeiouy]+/g) ?? [];
  return Math.max(1, runs.length);
}

/**
 * Flesch reading ease (Flesch 1948): 206.835 − 1.015 × words per sentence −
 * 84.6 × syllables per word, limited to 0–100. 100 is read by a child, below 30
 * by nobody with pleasure. 0 for a text without words.
 *
 * @internal
 */
export function readingEase(text: string): number {
  const list = words(text);
  const sentences = splitSentences(text).filter(s => words(s).length > 0);
  if (list.length === 0) {
    return 0;
  }
  const all = list.reduce((sum, word) => sum + syllables(word), 0);
  const ease = 206.835 - 1.015 * (list.length / sentences.length) - 84.6 * (all / list.length);
  return Math.min(100, Math.max(0, ease));
}
