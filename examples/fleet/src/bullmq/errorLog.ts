const EVERY_MS = 10_000;

/**
 * Prints errors, at most one in 10 s, and counts the others: when Redis goes
 * away each of eleven workers says so each second.
 *
 * @internal
 */
export function createErrorLog(
  print: (line: string) => void,
  now: () => number = () => performance.now(),
): (error: Error) => void {
  let nextAt = -Infinity;
  let held = 0;
  return ({ name, message }) => {
    if (now() < nextAt) {
      held++;
      return;
    }
    print(`${name}: ${message}${held > 0 ? ` (${held} more before it)` : ''}`);
    nextAt = now() + EVERY_MS;
    held = 0;
  };
}
