// A further replica on the Redis and the database of a portal, as a child process
// of the bench: its engine alone, without the server.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveCommands } from '../processes/serveCommands.mjs';

const backendDir = fileURLToPath(new URL('../../packages/backend', import.meta.url));
const require = createRequire(join(backendDir, 'package.json'));
require('@backstage/cli/config/nodeTransform.cjs');
const { startReplica } = require('../../bench/replica/startReplica.ts');

try {
  serveCommands(await startReplica(JSON.parse(process.env.BENCH_REPLICA)));
} catch (error) {
  console.error(error);
  process.exit(1);
}
