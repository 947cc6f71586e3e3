// The end-to-end tests: `node e2e-tests/run.mjs [part of a suite's name…]`.
// Writes what it counted to AGENTOS_RESULT_FILE, for `npm test`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAppIfNeeded } from '../scripts/appBuild.mjs';
import { tapFailures } from '../scripts/failures.mjs';
import { readCounts, testArguments } from '../scripts/nodeTests.mjs';
import { TOOLS, findTools } from '../scripts/testTools.mjs';
import { repositoryRoot } from './repositoryRoot.mjs';

const tools = findTools();

/** The tools a suite names that are not on this machine. */
const missingFor = suite =>
  Object.keys(TOOLS).filter(name => suite.split('.').includes(name) && !tools.includes(name));

const wanted = process.argv.slice(2);
const suites = readdirSync(join(repositoryRoot, 'e2e-tests/suites'))
  .filter(name => name.endsWith('.e2e.mjs'))
  .filter(name => !wanted.length || wanted.some(part => name.includes(part)))
  .map(name => join('e2e-tests/suites', name));
/** Those with many tools take the longest: begun last, they would run alone. */
const toolsOf = suite => Object.keys(TOOLS).filter(name => suite.split('.').includes(name)).length;
const runnable = suites
  .filter(suite => missingFor(suite).length === 0)
  .sort((a, b) => toolsOf(b) - toolsOf(a));
const notRun = suites
  .filter(suite => !runnable.includes(suite))
  .map(suite => {
    const commands = missingFor(suite).map(name => TOOLS[name][0]);
    return `${suite}: ${commands.join(', ')} missing`;
  });

if (suites.length === 0) {
  console.error(`No suite's name holds ${wanted.join(' or ')}`);
  process.exit(1);
}

const output = mkdtempSync(join(tmpdir(), 'agentos-e2e-'));
const tapFile = join(output, 'suites.tap');

/** Runs the suites, two at a time: much of a suite is waiting. Answers whether all went well. */
async function run() {
  // Once, and not within the time limits of the tests.
  await buildAppIfNeeded();
  const child = spawn(process.execPath, ['--test-concurrency=2', ...testArguments(runnable, tapFile)], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.on('SIGTERM', () => child.kill());
  const [code] = await once(child, 'exit');
  return code === 0;
}

// Without a file Node would look for tests everywhere.
const ok = runnable.length === 0 || (await run());
const { passed, failed } = readCounts(tapFile);
if (process.env.AGENTOS_RESULT_FILE) {
  const failures = tapFailures(tapFile, repositoryRoot);
  writeFileSync(process.env.AGENTOS_RESULT_FILE, JSON.stringify({ passed, failed, notRun, failures }));
}
rmSync(output, { recursive: true });
notRun.forEach(suite => console.log(`not run: ${suite}`));
process.exitCode = ok ? 0 : 1;
