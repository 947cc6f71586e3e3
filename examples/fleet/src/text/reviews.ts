import { readingEase } from './readability';
import { splitSentences } from './sentences';
import { words } from './words';

/**
 * The verdict on a text.
 *
 * @internal
 */
export interface Review {
  /** Reading ease less 10 for each broken rule, 0–100. */
  score: number;
  /** What the text was marked down for. */
  remarks: string[];
}

const MAX_SENTENCE_WORDS = 40;
const MIN_WORDS = 20;
const PENALTY = 10;

const RULES: Array<(text: string) => string | undefined> = [
  text => {
    const longest = Math.max(0, ...splitSentences(text).map(sentence => words(sentence).length));
    return longest > MAX_SENTENCE_WORDS
      ? `a sentence of ${longest} words (at most ${MAX_SENTENCE_WORDS})`
      : undefined;
  },
  text => {
    const count = words(text).length;
    return count < MIN_WORDS ? `only ${count} words (at least ${MIN_WORDS})` : undefined;
  },
  text => (/[!?]{2,}/.test(text) ? 'repeated exclamation marks' : undefined),
  text => (/\b\p{Lu}{4,}(?:\s+\p{Lu}{4,})+\b/u.test(text) ? 'words in capitals' : undefined),
];

/**
 * Scores a text by its readability and by the rules above.
 *
 * @internal
 */
export function reviewText(text: string): Review {
  const remarks = RULES.flatMap(rule => rule(text) ?? []);
  return {
    score: Math.max(0, Math.round(readingEase(text) - PENALTY * remarks.length)),
    remarks,
  };
}
