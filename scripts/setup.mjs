// Runs before `npm start`, `npm run dev` and `npm test`: makes each of them a
// whole set-up on a fresh clone. Uses nothing but Node, for nothing else may
// be installed yet.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const majors = engines.node.split('||').map(range => range.trim());
  if (!majors.includes(process.versions.node.split('.')[0])) {
    fail(
      `Node ${process.versions.node} is not supported: this repository needs Node ${majors.join(', ')}.`,
      'Install one of these versions, then run the command again.',
    );
  }
}

function modifiedAt(file) {
  return statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs;
}

function installIfNeeded() {
  // npm writes this file last, so an install that was cut short has none.
  const installed = modifiedAt('node_modules/.package-lock.json');
  const locked = modifiedAt('package-lock.json');
  if (installed !== undefined && installed >= locked) {
    return;
  }
  console.log(
    installed === undefined
      ? 'Dependencies are not installed: running npm ci (a few minutes the first time).'
      : 'package-lock.json is newer than node_modules: running npm ci.',
  );
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    fail(
      `npm ci failed${error ? ` (${error.message})` : ''}.`,
      'Read its message above. It needs the npm registry, about 2 GB of disk and a compiler only where better-sqlite3 has no ready binary. When node_modules is half written, delete it and run the command again.',
    );
  }
}

function fail(what, wayOut) {
  console.error(`${what}\n${wayOut}`);
  process.exit(1);
}

checkNode();
installIfNeeded();
