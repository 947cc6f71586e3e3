// The tools that some test suites need beside Node. A jest suite that needs one
// says so in its name: `thing.redis.test.ts`.
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
    postgres = readdirSync(POSTGRES_ROOT).map(version =>
      join(POSTGRES_ROOT, version, 'bin'),
    );
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

/** The names of the tools that are on this machine. */
export function findTools() {
  const candidates = folders();
  return Object.keys(TOOLS).filter(name =>
    TOOLS[name].some(command =>
      candidates.some(folder => isExecutable(join(folder, command))),
    ),
  );
}
