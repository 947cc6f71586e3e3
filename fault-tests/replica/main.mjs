// A replica under test: what `npm start` runs, the fleet's source, and guards
// that the suite can take out. FAULT_CLOCK_SKEW_MS moves its wall clock.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const skewMs = Number(process.env.FAULT_CLOCK_SKEW_MS ?? 0);
if (skewMs !== 0) {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, self) =>
      Reflect.construct(target, args.length === 0 ? [RealDate.now() + skewMs] : args, self),
    get: (target, key) => (key === 'now' ? () => RealDate.now() + skewMs : Reflect.get(target, key)),
  });
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const backendDir = join(root, 'packages/backend');
const files = ['app-config.yaml', 'app-config.production.yaml', 'app-config.test.yaml'];

// What the backend looks at: its folder, its arguments, its mode.
process.chdir(backendDir);
process.argv = [
  process.argv[0],
  backendDir,
  ...[...files, 'fault-tests/app-config.faults.yaml'].flatMap(file => ['--config', join(root, file)]),
];
process.env.NODE_ENV = 'production';
const require = createRequire(join(backendDir, 'package.json'));
require('@backstage/cli/config/nodeTransform.cjs');
const { startReplica } = require('../../fault-tests/replica/startReplica.ts');

try {
  await startReplica(process.env.FLEET_URL);
  console.log(`AgentOS portal: ${process.env.PORTAL_URL}`);
} catch (error) {
  console.error(error);
  process.exit(1);
}
