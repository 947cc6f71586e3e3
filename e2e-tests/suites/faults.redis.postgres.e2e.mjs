// A few of the fault tests; `npm run test:faults` runs them all.
import { after, before, test } from 'node:test';
import { Cluster } from '../../fault-tests/cluster/Cluster.mjs';
import { runScenario } from '../../fault-tests/runScenario.mjs';
import { SCENARIOS } from '../../fault-tests/scenarios/index.mjs';

const SEED = 1;
const NAMES = ['follower-writes', 'leader-late', 'redis-flushed'];
const TEST_MS = 240_000;

let cluster;

before(async () => {
  cluster = await Cluster.start(SEED);
});

after(async () => {
  await cluster?.dispose();
});

SCENARIOS.filter(({ name }) => NAMES.includes(name)).forEach(scenario =>
  test(`${scenario.title}: clients equal the fleet`, { timeout: TEST_MS }, async () => {
    await runScenario(cluster, scenario);
  }),
);
