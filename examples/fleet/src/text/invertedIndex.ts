import { contentWords } from './words';

/**
 * Where a word occurs in one text: its positions among the content words.
 *
 * @internal
 */
export interface Posting {
  text: number;
  positions: number[];
}

/**
 * An in-memory inverted index over numbered texts.
 *
 * @internal
 */
export class InvertedIndex {
  private readonly lists = new Map<string, Posting[]>();
  private texts = 0;

  /** Adds a text and returns its number, from 0. */
  add(text: string): number {
    const number = this.texts++;
    contentWords(text).forEach((word, position) => {
      const list = this.lists.get(word) ?? [];
      this.lists.set(word, list);
      const last = list.at(-1);
      if (last?.text === number) {
        last.positions.push(position);
      } else {
        list.push({ text: number, positions: [position] });
      }
    });
    return number;
  }

  /** The posting list of a word, by text number; empty for an unknown word. */
  postings(word: string): readonly Posting[] {
    return this.lists.get(word.toLowerCase()) ?? [];
  }

  /** Numbers of the texts that hold any word of the query, best match first. */
  search(query: string): number[] {
    const scores = new Map<number, number>();
    for (const word of new Set(contentWords(query))) {
      const list = this.postings(word);
      const rarity = Math.log(1 + this.texts / Math.max(1, list.length));
      for (const { text, positions } of list) {
        scores.set(text, (scores.get(text) ?? 0) + positions.length * rarity);
      }
    }
    return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([text]) => text);
  }

  /** Number of different words and of entries in all posting lists. */
  size(): { words: number; postings: number } {
    let postings = 0;
    this.lists.forEach(list => (postings += list.length));
    return { words: this.lists.size, postings };
  }
}
