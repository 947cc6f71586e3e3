// `npm run test:faults [-- --seed N] [--only name,…] [--no-controls]`: every fault
// on two replicas, then every guard taken out. The exit code is 1 when a
// scenario fails, or does not fail without its guard.
import { parseArgs } from 'node:util';
import { buildAppIfNeeded } from '../scripts/appBuild.mjs';
import { TOOLS, findTool } from '../scripts/testTools.mjs';
import { Cluster } from './cluster/Cluster.mjs';
import { CONTROLS } from './controls.mjs';
import { HEAD, rowOf, writeReport } from './report.mjs';
import { runScenario } from './runScenario.mjs';
import { SCENARIOS } from './scenarios/index.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: `${Math.floor(Math.random() * 1_000_000)}` },
    only: { type: 'string' },
    'no-controls': { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const only = values.only?.split(',');
const known = new Set([
  ...SCENARIOS.map(({ name }) => name),
  ...CONTROLS.map(({ guard }) => `without-${guard}`),
]);
const unknown = only?.filter(name => !known.has(name)) ?? [];
const missing = ['redis', 'postgres'].filter(tool => !findTool(tool)).map(tool => TOOLS[tool][0]);
if (!Number.isInteger(seed) || unknown.length > 0 || missing.length > 0) {
  if (missing.length > 0) console.error(`Missing on this machine: ${missing.join(', ')}`);
  if (unknown.length > 0) console.error(`Unknown: ${unknown.join(', ')}; known are ${[...known].join(', ')}`);
  if (!Number.isInteger(seed)) console.error('--seed takes an integer');
  process.exit(1);
}
const isWanted = name => !only || only.includes(name);

const from = performance.now();
const results = [];

function tell(result) {
  results.push(result);
  console.log(rowOf(result));
}

async function runOne(cluster, scenario) {
  const { name, title } = scenario;
  try {
    return { name, title, seed, ok: true, figures: await runScenario(cluster, scenario) };
  } catch (error) {
    return { name, title, seed, ok: false, error: error.message };
  }
}

/** The scenario must fail, and for the reason that the guard is there for. */
async function runWithout(cluster, { guard, title, scenario, failure }) {
  await cluster.heal();
  cluster.fleetServer.removeGuards([guard]);
  const result = await runOne(
    cluster,
    SCENARIOS.find(({ name }) => name === scenario),
  );
  cluster.fleetServer.removeGuards([]);
  const failed = !result.ok && failure.test(result.error);
  tell({
    name: `${scenario} without ${guard}`,
    title,
    seed,
    guard,
    ok: failed,
    error: result.ok
      ? 'passes, although its guard is out'
      : `${failed ? 'fails as it must' : 'fails otherwise'}: ${result.error}`,
  });
  // What was written without the guard is not what the next one begins with.
  await cluster.renew();
}

await buildAppIfNeeded();
console.log(`seed ${seed}\n\n${HEAD.join('\n')}`);
const cluster = await Cluster.start(seed);
try {
  for (const scenario of SCENARIOS.filter(({ name }) => isWanted(name))) {
    tell(await runOne(cluster, scenario));
    // Whatever a failure left behind is not the next one's.
    if (!results.at(-1).ok) await cluster.renew();
  }
  const controls = values['no-controls'] ? [] : CONTROLS.filter(({ guard }) => isWanted(`without-${guard}`));
  for (const control of controls) await runWithout(cluster, control);
} finally {
  await cluster.dispose();
}
const seconds = Math.round((performance.now() - from) / 1000);
if (!only) writeReport({ seed, results, seconds });
const failed = results.filter(({ ok }) => !ok).length;
console.log(`\nseed ${seed}: ${results.length - failed} passed, ${failed} failed, ${seconds} s`);
process.exit(failed === 0 ? 0 : 1);
