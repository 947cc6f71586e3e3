/**
 * Whether two lists hold the same rows in the same order. Rows keep their identity until they change: give it to `useSelector`.
 * @public
 */
export const sameRows = <T>(before: readonly T[], after: readonly T[]) =>
  before.length === after.length && before.every((row, index) => row === after[index]);
