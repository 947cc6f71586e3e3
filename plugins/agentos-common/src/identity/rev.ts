const TERM_DIGITS = 6;
const SEQUENCE_DIGITS = 12;

/**
 * Order of an observation, given by the engine: `<lease term>.<sequence>`, zero-padded so that revs compare as text.
 * @public
 */
export type Rev = string;

/**
 * @param term - lease term, 1 or more
 * @param sequence - number within the term, 1 or more
 * @public
 */
export function formatRev(term: number, sequence: number): Rev {
  return `${String(term).padStart(TERM_DIGITS, '0')}.${String(sequence).padStart(SEQUENCE_DIGITS, '0')}`;
}

/**
 * Lower than every rev that {@link formatRev} gives.
 * @public
 */
export const REV_ZERO: Rev = formatRev(0, 0);

/**
 * The lease term that a rev was given in.
 * @public
 */
export function termOf(rev: Rev): number {
  return Number(rev.split('.')[0]);
}
