/** The q-quantile of numbers, by the nearest rank. */
export function quantile(numbers, q) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))];
}

export const median = numbers => quantile(numbers, 0.5);

/** Median, least and most. */
export const spreadOf = numbers => ({
  median: median(numbers),
  least: Math.min(...numbers),
  most: Math.max(...numbers),
});

/**
 * Runs each way once a round, one after the other, so that whatever else the machine does meets all of them alike.
 * The first round only warms up.
 * @param ways - functions by name that answer a number
 * @returns the numbers by name, one a round
 */
export async function interleave(rounds, ways) {
  const numbers = Object.fromEntries(Object.keys(ways).map(name => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(ways)) {
      const number = await run();
      if (round > 0) numbers[name].push(number);
    }
  }
  return numbers;
}

/** Ratio of two ways, round by round. */
export const ratioOf = (numerators, denominators) =>
  spreadOf(numerators.map((number, round) => number / denominators[round]));

/** A number with two decimals, from 10 on with one, from 100 on with none. */
export const show = number => {
  const digits = Math.trunc(Math.abs(number)).toString().length;
  return number.toFixed(Math.max(0, 3 - digits));
};

/** `4.10 (3.90–4.40)`: the median, the least and the most. */
export const showSpread = ({ median: middle, least, most }) =>
  `${show(middle)} (${show(least)}–${show(most)})`;
