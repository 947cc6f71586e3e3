// The portal under measurement, as a child process of the bench: what
// `npm start` runs, plus a source, routes and sockets of the bench.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freeMemory } from '../../scripts/freeMemory.mjs';
import { serveCommands } from '../processes/serveCommands.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const backendDir = join(root, 'packages/backend');

// What the backend looks at: its folder, its arguments.
process.chdir(backendDir);
process.argv = [
  process.argv[0],
  backendDir,
  ...['app-config.yaml', 'bench/app-config.bench.yaml'].flatMap(file => ['--config', join(root, file)]),
];
process.setSourceMapsEnabled(true);
const require = createRequire(join(backendDir, 'package.json'));
require('@backstage/cli/config/nodeTransform.cjs');
const { startBackend } = require('../../bench/portal/startBackend.ts');

try {
  const commands = await startBackend(process.env);
  // As `npm start` does some seconds later; else the garbage of starting is all that is measured of memory.
  freeMemory();
  serveCommands(commands);
} catch (error) {
  console.error(error);
  process.exit(1);
}
