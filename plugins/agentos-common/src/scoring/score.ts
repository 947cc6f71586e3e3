/**
 * One input of a score.
 * @public
 */
export interface ScoreInput {
  name: string;
  /** What was measured; undefined = not measured, the input is then left out and the weights of the others count for it. */
  value: number | undefined;
  unit: string;
  /** Share of the score, all weights of a score sum to 1. */
  weight: number;
  /** 0 (worst) to 1 (best); undefined when not measured. */
  points: number | undefined;
}

/**
 * A score and what it was made of.
 * @public
 */
export interface Score {
  /** 0 to 100; undefined when there is not enough data. */
  score: number | undefined;
  inputs: ScoreInput[];
  /** Said instead of a number. */
  insufficient?: string;
}

/**
 * Weighted mean of the measured inputs, in percent: `100 × Σ weight·points ÷ Σ weight`, rounded. At least half of the weight must be measured.
 * @public
 */
export function weightedScore(inputs: ScoreInput[]): Score {
  const measured = inputs.filter(input => input.points !== undefined);
  const weight = measured.reduce((sum, input) => sum + input.weight, 0);
  if (weight < 0.5) {
    const missing = inputs.filter(input => input.points === undefined).map(input => input.name);
    return {
      score: undefined,
      inputs,
      insufficient: `insufficient data: ${missing.join(', ')} not measured`,
    };
  }
  const points = measured.reduce((sum, input) => sum + input.weight * input.points!, 0);
  return { score: Math.round((100 * points) / weight), inputs };
}

/**
 * 1 up to `good`, 0 from `bad` on, linear between; also for falling scales (`good` > `bad`).
 * @public
 */
export function ramp(value: number | null | undefined, good: number, bad: number): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (good === bad) return value <= good ? 1 : 0;
  return Math.min(1, Math.max(0, (bad - value) / (bad - good)));
}
