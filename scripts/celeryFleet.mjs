// `npm run fleet:celery [worker…]`: the agents of the example fleet as Celery tasks on BROKER_URL, each group of agents in a worker of
// its own.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { stopWithNpm } from './stopWithNpm.mjs';

const FOLDER = fileURLToPath(new URL('../examples/celery-fleet', import.meta.url));
const STOP_LIMIT_MS = 15_000;
/** Debian's Python has python3-celery; another one in the PATH may not. */
const PYTHONS = ['python3', '/usr/bin/python3'];

/** As examples/fleet spreads its agents; without `-E` the portal asks for task events. */
const WORKERS = {
  intake: { queues: ['fetch', 'split', 'extract'], concurrency: 2, events: true },
  meaning: { queues: ['classify', 'embed'], concurrency: 2, events: true },
  search: { queues: ['embed', 'index', 'verify'], concurrency: 2, events: true },
  insight: { queues: ['summarise', 'review', 'report'], concurrency: 2, events: false },
  care: { queues: ['dedupe', 'verify'], concurrency: 1, events: false },
};
const FEEDER = 'feeder';

/** A Python that has what the fleet needs. */
export function findPython(env = process.env) {
  const candidates = env.CELERY_PYTHON ? [env.CELERY_PYTHON] : PYTHONS;
  const found = candidates.find(
    python => spawnSync(python, ['-c', 'import celery, redis'], { stdio: 'ignore' }).status === 0,
  );
  if (!found) {
    throw new Error(
      `No Python with celery and redis (looked at ${candidates.join(', ')}): install python3-celery and python3-redis, ` +
        "or set CELERY_PYTHON to a Python where `pip install 'celery[redis]'` was done",
    );
  }
  return found;
}

function argumentsOf(id) {
  if (id === FEEDER) return ['-m', 'celery_fleet.feeder'];
  const { queues, concurrency, events } = WORKERS[id];
  return [
    ...['-m', 'celery', '-q', '-A', 'celery_fleet.app', 'worker', '-n', `${id}@%h`, '-l', 'WARNING'],
    ...['-Q', queues.join(), '-c', String(concurrency), ...(events ? ['-E'] : [])],
  ];
}

function chosen(ids) {
  const known = [...Object.keys(WORKERS), FEEDER];
  const unknown = ids.find(id => !known.includes(id));
  if (unknown !== undefined)
    throw new Error(`No worker '${unknown}' in the fleet: any of ${known.join(', ')}`);
  return ids.length > 0 ? ids : known;
}

/** Says what is wrong with the settings or the broker before six processes do. */
function check(python, env) {
  const script =
    'from celery_fleet.app import app; app.connection_for_write().ensure_connection(max_retries=1)';
  const { status, stderr } = spawnSync(python, ['-c', script], { cwd: FOLDER, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The broker cannot be used: ${stderr.trim().split('\n').at(-1)}`);
}

async function main() {
  const { env } = process;
  const ids = chosen(process.argv.slice(2));
  const python = findPython(env);
  const childEnv = { ...env, PYTHONDONTWRITEBYTECODE: '1' };
  check(python, childEnv);
  if (env.npm_lifecycle_event === 'fleet:celery') stopWithNpm();

  let stopping = false;
  const children = new Map(
    ids.map(id => [
      id,
      // A group of its own: Ctrl-C reaches a worker through this script alone, or its pool would end before its tasks.
      spawn(python, argumentsOf(id), {
        cwd: FOLDER,
        env: childEnv,
        detached: true,
        stdio: ['ignore', 'inherit', 'inherit'],
      }),
    ]),
  );
  const ends = [...children].map(async ([id, child]) => {
    const role = id === FEEDER ? 'adds runs' : `works for ${WORKERS[id].queues.join(', ')}`;
    console.log(`  pid ${child.pid}  ${id} ${role}`);
    const [code, signal] = await once(child, 'exit');
    if (!stopping) console.log(`${id} (pid ${child.pid}) ended: ${signal ?? `code ${code}`}`);
  });
  console.log('Ctrl-C stops the fleet.');

  const stop = () => {
    if (stopping) return;
    stopping = true;
    console.log('Stopping: running tasks may end');
    for (const child of children.values()) child.kill('SIGTERM');
    setTimeout(() => {
      for (const { pid, exitCode, signalCode } of children.values()) {
        if (exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
      }
    }, STOP_LIMIT_MS).unref();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  await Promise.all(ends);
  process.exitCode = stopping ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch(error => {
    console.error(`\n${error.message}`);
    process.exit(1);
  });
}
