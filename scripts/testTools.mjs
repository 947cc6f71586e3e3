// The tools that some test suites need beside Node. A suite that needs one says
// so in its name: `thing.redis.test.ts`, `thing.redis.chromium.e2e.mjs`.
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The name of a tool, as in AGENTOS_REQUIRE, and the commands that are it. */
export const TOOLS = {
  redis: ['redis-server'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  celery: ['celery'],
  postgres: ['postgres'],
};

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

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The file of a tool, by its name; undefined where this machine has none. */
export function findTool(name) {
  return TOOLS[name].flatMap(command => folders().map(folder => join(folder, command))).find(isExecutable);
}

/** The names of the tools that are on this machine. */
export function findTools() {
  return Object.keys(TOOLS).filter(findTool);
}
