import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(new URL('../../packages/backend/package.json', import.meta.url));

/** `app-config.bench.yaml` as an object. */
export const readBenchConfig = () =>
  require('yaml').parse(readFileSync(new URL('../app-config.bench.yaml', import.meta.url), 'utf8'));
