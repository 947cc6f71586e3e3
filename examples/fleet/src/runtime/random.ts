import { fnv1a } from '../text/hash';

/**
 * A sequence of numbers from 0 (included) to 1 (excluded) that is the same for
 * the same seed (mulberry32).
 *
 * @public
 */
export function seededRandom(seed: number | string): () => number {
  let state = fnv1a(String(seed));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * The random numbers of one attempt at one job: independent of what ran before
 * it, so a run can be repeated whatever the order of the jobs was.
 *
 * @public
 */
export function attemptRandom(seed: number | string, jobId: string, attempt: number): () => number {
  return seededRandom(`${seed}/${jobId}/${attempt}`);
}
