// `npm test`: types, lint, jest over all packages, end-to-end tests. Suites whose
// tool is missing are listed as not run; AGENTOS_REQUIRE=redis,chromium makes
// each missing tool a failure. The end of the log names what failed, and why; the
// last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstLines, jestFailures, tapFailures } from './failures.mjs';
import { readCounts, testArguments } from './nodeTests.mjs';
import { TOOLS, findTools } from './testTools.mjs';

const STEP_LIMIT_MS = 15 * 60_000;
const KILL_AFTER_MS = 10_000;
/** Kept of what a step says, for the end of the log. */
const SAID_CHARACTERS = 4_000;

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const results = mkdtempSync(join(tmpdir(), 'agentos-test-'));
const tools = findTools();
const missing = Object.keys(TOOLS).filter(name => !tools.includes(name));
const required = (process.env.AGENTOS_REQUIRE ?? '').split(',').filter(Boolean);

const total = { passed: 0, failed: 0 };
const notes = [];
const failures = [];

function fail(what) {
  total.failed += 1;
  notes.push(`failed: ${what}`);
}

/** Runs a step of the test and answers whether it ended well, and what it said first where that `isKept`. */
function run(title, command, args, { env = {}, isKept = false } = {}) {
  console.log(`\n── ${title}`);
  const startedAt = performance.now();
  return new Promise(done => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', isKept ? 'pipe' : 'inherit', 'inherit'],
      env: {
        ...process.env,
        CI: 'true',
        AGENTOS_TOOLS: tools.join(','),
        ...env,
      },
    });
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', text => {
      process.stdout.write(text);
      said = (said + text).slice(0, SAID_CHARACTERS);
    });
    const limit = setTimeout(() => {
      notes.push(`${title}: ended after ${STEP_LIMIT_MS / 60_000} minutes`);
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS).unref();
    }, STEP_LIMIT_MS);
    const end = ok => {
      clearTimeout(limit);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
      console.log(`── ${title}: ${ok ? 'ok' : 'FAILED'}, ${seconds} s`);
      done({ ok, said });
    };
    child.on('error', error => {
      console.error(error.message);
      end(false);
    });
    child.on('close', code => end(code === 0));
  });
}

/** A command of node_modules/.bin, run without a shell. */
function bin(name) {
  return join(root, 'node_modules/.bin', name);
}

/** Adds up what a step counted; a failure that it did not count counts as one. */
function count(title, { ok, said }, { passed = 0, failed = 0, failures: named = [] }) {
  total.passed += passed;
  total.failed += failed;
  failures.push(...named);
  if (!ok && failed === 0) {
    total.failed += 1;
    // The lint of Backstage says as well which packages are fine.
    failures.push({ title, lines: firstLines(said.replaceAll(/^Checked .*$/gm, '')) });
  }
}

function readResult(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** The jest suites that carry a tool's name, as paths from the root. */
function suitesOf(tool) {
  return ['packages', 'plugins', 'examples'].flatMap(top =>
    readdirSync(join(root, top)).flatMap(name => {
      const src = join(top, name, 'src');
      return existsSync(join(root, src))
        ? readdirSync(join(root, src), { recursive: true })
            .filter(file => file.includes(`.${tool}.test.`))
            .map(file => join(src, file))
        : [];
    }),
  );
}

async function checkTypes() {
  count('types', await run('types', bin('tsc'), ['--noEmit'], { isKept: true }), {});
}

async function lint() {
  const packages = await run(
    'lint of the packages',
    bin('backstage-cli'),
    ['repo', 'lint', '--max-warnings', '0'],
    { isKept: true },
  );
  count('lint of the packages', packages, {});
  const folders = ['scripts', 'e2e-tests', 'bench', 'fault-tests'].filter(name =>
    existsSync(join(root, name)),
  );
  const rest = await run(
    'lint of the rest',
    bin('eslint'),
    ['--max-warnings', '0', '--ext', '.js,.mjs,.ts', ...folders],
    { isKept: true },
  );
  count('lint of the rest', rest, {});
}

async function scripts() {
  const outputFile = join(results, 'scripts.tap');
  const files = readdirSync(join(root, 'scripts'))
    .filter(name => name.endsWith('.test.mjs'))
    .map(name => join('scripts', name));
  const step = await run('tests of the scripts', process.execPath, testArguments(files, outputFile));
  count('tests of the scripts', step, {
    ...readCounts(outputFile),
    failures: tapFailures(outputFile, root),
  });
}

async function jest() {
  const outputFile = join(results, 'jest.json');
  const ignored = missing.flatMap(tool => {
    suitesOf(tool).forEach(suite => notes.push(`not run: ${suite}: ${TOOLS[tool][0]} missing`));
    return [`\\.${tool}\\.test\\.`];
  });
  const step = await run('jest', bin('backstage-cli'), [
    'repo',
    'test',
    '--watchAll=false',
    '--json',
    `--outputFile=${outputFile}`,
    ...['/node_modules/', ...ignored].flatMap(pattern => ['--testPathIgnorePatterns', pattern]),
  ]);
  const result = readResult(outputFile);
  if (result.numPendingTests) {
    notes.push(`skipped: ${result.numPendingTests} jest tests marked as such`);
  }
  count('jest', step, {
    failures: jestFailures(result, root),
    passed: result.numPassedTests,
    // A suite that could not be loaded has no tests to count.
    failed: (result.numFailedTests ?? 0) + (result.numRuntimeErrorTestSuites ?? 0),
  });
}

async function endToEnd() {
  const resultFile = join(results, 'end-to-end.json');
  const step = await run('end-to-end tests', process.execPath, [join(root, 'e2e-tests/run.mjs')], {
    env: { AGENTOS_RESULT_FILE: resultFile },
  });
  const { notRun = [], ...counts } = readResult(resultFile);
  notRun.forEach(suite => notes.push(`not run: ${suite}`));
  count('end-to-end tests', step, counts);
}

const unknown = required.filter(name => !TOOLS[name]);
if (unknown.length > 0) {
  console.error(`AGENTOS_REQUIRE names ${unknown.join(', ')}; known are ${Object.keys(TOOLS).join(', ')}`);
  process.exit(1);
}

// Of two cores the compiler uses one.
await Promise.all([checkTypes(), lint().then(scripts)]);
await jest();
await endToEnd();
required
  .filter(name => missing.includes(name))
  .forEach(name => fail(`${TOOLS[name][0]} is missing, and AGENTOS_REQUIRE asks for ${name}`));
rmSync(results, { recursive: true });

console.log(`\n${[...notes, ''].join('\n')}`);
for (const { title, lines } of failures) {
  console.log([`failed: ${title}`, ...lines.map(line => `    ${line}`), ''].join('\n'));
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
