// The tools that some test suites need beside Node. A suite that needs one says
// so in its name: `thing.redis.test.ts`, `thing.redis.chromium.e2e.mjs`.
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The name of a tool, as in AGENTOS_REQUIRE, and the commands that are it. */
export const TOOLS = {
  redis: ['redis-server'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  celery: ['python3-celery'],
  postgres: ['postgres'],
};

// Debian's Celery is a module of Debian's Python, and no command. Its tests need a broker as well.
const PYTHON = '/usr/bin/python3';
const CELERY = ['celery', 'redis'].map(module => `/usr/lib/python3/dist-packages/${module}/__init__.py`);

// Debian keeps the server out of the PATH, in a folder a version.
const POSTGRES_ROOT = '/usr/lib/postgresql';

function folders() {
  let postgres = [];
  try {
    postgres = readdirSync(POSTGRES_ROOT).map(version => join(POSTGRES_ROOT, version, 'bin'));
  } catch {
    // Not Debian, or not installed.
  }
  return [...(process.env.PATH ?? '').split(delimiter), ...postgres];
}

function isAccessible(file, mode) {
  try {
    accessSync(file, mode);
    return true;
  } catch {
    return false;
  }
}

const isExecutable = file => isAccessible(file, constants.X_OK);

function findCelery() {
  const isThere = CELERY.every(file => isAccessible(file, constants.R_OK)) && findTool('redis');
  return isThere && isExecutable(PYTHON) ? PYTHON : undefined;
}

/** The file of a tool, by its name; undefined where this machine has none. */
export function findTool(name) {
  if (name === 'celery') return findCelery();
  return TOOLS[name].flatMap(command => folders().map(folder => join(folder, command))).find(isExecutable);
}

/** The names of the tools that are on this machine. */
export function findTools() {
  return Object.keys(TOOLS).filter(findTool);
}
