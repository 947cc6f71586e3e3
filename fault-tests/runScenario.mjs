import { judge } from './oracle.mjs';
import { Random } from './random.mjs';

/**
 * Runs a scenario and the oracle after it.
 * @returns figures
 * @throws Error that says what is not as it must be
 */
export async function runScenario(cluster, scenario) {
  await cluster.heal();
  cluster.forget();
  await cluster.flow(scenario.isQuiet !== true);
  try {
    const figures = await scenario.run(cluster, { random: new Random(cluster.seed, scenario.name) });
    await cluster.heal();
    await cluster.flow(false);
    return { ...figures, ...(await judge(cluster)) };
  } finally {
    await cluster.flow(false);
  }
}
