// Builds packages/app when its sources changed since the last build.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'packages/app/dist');
// The app backend serves no file whose name starts with a dot.
const stampFile = join(dist, '.sources.sha256');

const FRONTEND_ROLES = ['frontend-plugin', 'web-library', 'common-library'];

/** The folders and files the built app is made of, its lock file included. */
function sources() {
  const plugins = readdirSync(join(root, 'plugins'))
    .map(name => join(root, 'plugins', name))
    .filter(dir => {
      const file = join(dir, 'package.json');
      return (
        existsSync(file) && FRONTEND_ROLES.includes(JSON.parse(readFileSync(file, 'utf8')).backstage?.role)
      );
    });
  return [
    join(root, 'package-lock.json'),
    ...[join(root, 'packages/app'), ...plugins].flatMap(dir =>
      ['package.json', 'config.d.ts', 'public', 'src'].map(name => join(dir, name)),
    ),
  ].filter(existsSync);
}

/** Every file at or below a path, except tests: a test is not part of the app. */
function filesBelow(path) {
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .filter(({ name }) => !name.includes('.test.'))
    .flatMap(({ name }) => filesBelow(join(path, name)))
    .sort();
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of sources().flatMap(filesBelow)) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
}

function isCurrent(hash) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;
}

/**
 * Builds the app unless `packages/app/dist` is of the sources as they are.
 * Rejects when the build fails; its messages are on the terminal then.
 */
export async function buildAppIfNeeded() {
  const hash = hashOfSources();
  if (isCurrent(hash)) {
    return;
  }
  console.log('Building the app: its sources changed since the last build.');
  // First of all, so that a build cut short is not taken for a whole one.
  rmSync(stampFile, { force: true });
  await build();
  writeFileSync(stampFile, hash);
}

function build() {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(root, 'node_modules/@backstage/cli/bin/backstage-cli'), 'package', 'build'],
      { cwd: join(root, 'packages/app'), stdio: ['ignore', 'pipe', 'pipe'] },
    );
    // Hundreds of lines of file sizes: of interest only when the build fails.
    const output = [];
    child.stdout.on('data', chunk => output.push(chunk));
    child.stderr.on('data', chunk => output.push(chunk));
    const stop = signal => child.kill(signal);
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      if (signal) {
        process.kill(process.pid, signal);
      } else if (code === 0) {
        resolve();
      } else {
        process.stderr.write(Buffer.concat(output));
        reject(new Error(`The build of packages/app failed (exit code ${code})`));
      }
    });
  });
}
