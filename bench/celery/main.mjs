// A source `celery` on a broker, as a child process of the bench: the source alone, without the portal around it.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { serveCommands } from '../processes/serveCommands.mjs';

const backendDir = fileURLToPath(new URL('../../packages/backend', import.meta.url));
const require = createRequire(`${backendDir}/package.json`);
require('@backstage/cli/config/nodeTransform.cjs');
const { startSource } = require('../../bench/celery/startSource.ts');

try {
  serveCommands(await startSource(process.env.BENCH_BROKER_URL));
} catch (error) {
  console.error(error);
  process.exit(1);
}
