// `npm run fleet [process…]`: the example fleet as BullMQ workers on REDIS_URL,
// each group of agents in a process of its own.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { stopWithNpm } from './stopWithNpm.mjs';

const PROCESS_FLAG = '--process';

const script = fileURLToPath(import.meta.url);
const require = createRequire(script);

/** This script again, with a channel that tells it when its parent is gone. */
function spawnProcess(id) {
  return spawn(process.execPath, [script, PROCESS_FLAG, id], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

async function main() {
  // The sources are TypeScript, as in `npm start`.
  require('@backstage/cli/config/nodeTransform.cjs');
  const { runFleet, runProcess } = require('../examples/fleet/src/bullmq');
  const [first, ...rest] = process.argv.slice(2);
  const { env } = process;
  const print = console.log;
  if (first === PROCESS_FLAG) {
    await runProcess(rest[0], env, print);
  } else {
    if (env.npm_lifecycle_event === 'fleet') {
      stopWithNpm();
    }
    const ids = process.argv.slice(2);
    process.exitCode = await runFleet({ ids, env, spawnProcess, print });
  }
}

main().catch(error => {
  console.error(`\n${error.message}`);
  process.exit(1);
});
