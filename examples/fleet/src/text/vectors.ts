import { fnv1a } from './hash';
import { contentWords } from './words';

/**
 * Divides a vector by its length. A vector of zeros becomes the first axis:
 * every vector of the fleet has length 1, also that of a text without words.
 *
 * @internal
 */
export function toUnitLength(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map(value => value / length) : vector.map((_, axis) => (axis === 0 ? 1 : 0));
}

/**
 * Feature hashing: the hash of each content word picks an axis and a sign.
 *
 * @returns a vector of length 1
 * @internal
 */
export function hashVector(text: string, dimensions = 64): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of contentWords(text)) {
    const hash = fnv1a(word);
    // The sign comes from the top bit, the axis from the others, so that words
    // which share an axis do not share the sign as well.
    vector[(hash & 0x7fffffff) % dimensions] += hash >>> 31 ? -1 : 1;
  }
  return toUnitLength(vector);
}

/**
 * Similarity of two vectors of length 1, from -1 to 1.
 *
 * @internal
 */
export function similarity(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, axis) => sum + value * b[axis], 0);
}
