import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPython } from '../../scripts/celeryFleet.mjs';
import { TaskEvents } from '../celery/TaskEvents.mjs';
import { interleave, show, showSpread, spreadOf } from '../figures.mjs';
import { BenchProcess } from '../processes/BenchProcess.mjs';
import { RedisServer } from '../processes/RedisServer.mjs';
import { pause } from './sockets.mjs';

const FLEET = fileURLToPath(new URL('../../examples/celery-fleet', import.meta.url));
const ROUNDS = 15;
const EVENTS_PER_SECOND = 1000;
const EVENTS_PER_TASK = 3;
const TICK_MS = 50;
const TASKS = 200_000;
const BATCH = 500;

/** A real worker of the example fleet. */
async function startWorker(url) {
  const worker = spawn(
    findPython(),
    [
      '-m',
      'celery',
      '-q',
      '-A',
      'celery_fleet.app',
      'worker',
      '-n',
      'bench@%h',
      '-Q',
      'fetch',
      '-c',
      '1',
      '-E',
    ],
    {
      cwd: FLEET,
      env: { ...process.env, BROKER_URL: `${url}/0`, PYTHONDONTWRITEBYTECODE: '1' },
      detached: true,
      stdio: 'ignore',
    },
  );
  return {
    stop: async () => {
      const ended = once(worker, 'exit');
      process.kill(-worker.pid, 'SIGKILL');
      await ended;
    },
  };
}

/** As many events a second as wanted, for so long. */
async function publishFor(events, ms) {
  const endAt = performance.now() + ms;
  const perTick = (EVENTS_PER_SECOND * TICK_MS) / 1000 / EVENTS_PER_TASK;
  let due = 0;
  let told = 0;
  for (let at = performance.now(); at < endAt; at = performance.now()) {
    due += perTick;
    const tasks = Math.floor(due);
    due -= tasks;
    await events.publish(tasks);
    told += tasks * EVENTS_PER_TASK;
    await pause(Math.max(0, TICK_MS - (performance.now() - at)));
  }
  return told;
}

/** P9: eight inspects of a real worker, 1,000 task events a second, and what 200,000 tasks leave behind. */
export async function measureCelery({ folder, quick }) {
  const redis = await RedisServer.start(folder);
  const worker = await startWorker(redis.url);
  let source;
  try {
    await waitForWorker(redis);
    source = await BenchProcess.start(fileURLToPath(new URL('../celery/main.mjs', import.meta.url)), {
      logFile: join(folder, 'celery.log'),
      env: { BENCH_BROKER_URL: `${redis.url}/0` },
      execArgv: ['--expose-gc'],
    });
    const ms = await interleave(quick ? 5 : ROUNDS, {
      own: async () => (await source.call('inspect')).ms,
      plain: async () => (await source.call('plainInspect')).ms,
    });
    const { answers } = await source.call('inspect');
    const workers = (await source.call('workers')).length;

    const events = new TaskEvents(redis.client);
    const seconds = quick ? 3 : 6;
    // The first ones only warm up.
    await publishFor(events, 2000);
    const idleMs = await source.cpuOf(() => pause(seconds * 1000));
    let told = 0;
    const cpuMs = await source.cpuOf(async () => {
      told = await publishFor(events, seconds * 1000);
    });

    const before = await source.call('told');
    const small = await source.call('memoryInUse');
    const tasks = quick ? TASKS / 10 : TASKS;
    for (let sent = 0; sent < tasks; sent += BATCH) {
      await events.publish(BATCH);
      // As fast as it takes them: what Redis would buffer is no matter of the source.
      await source.call('told');
    }
    await pause(1000);
    const large = await source.call('memoryInUse');
    const after = await source.call('told');
    return {
      answers,
      wanted: 8 * workers,
      inspectMs: { own: spreadOf(ms.own), plain: spreadOf(ms.plain) },
      events: told,
      sharePercent: (cpuMs / (seconds * 1000)) * 100,
      idlePercent: (idleMs / (seconds * 1000)) * 100,
      tasks,
      toldRows: after.rows - before.rows,
      heapMb: { before: small.heapUsed / 2 ** 20, after: large.heapUsed / 2 ** 20 },
    };
  } finally {
    await source?.stop();
    await worker.stop();
    await redis.stop();
  }
}

async function waitForWorker(redis) {
  for (let look = 0; look < 200; look += 1) {
    const [, count] = await redis.client.pubsub('NUMSUB', '/0.celery.pidbox');
    const patterns = await redis.client.pubsub('NUMPAT');
    if (Number(count) + Number(patterns) > 1) return;
    await pause(100);
  }
  throw new Error('the Celery worker did not come up within 20 s');
}

/** The rows of P9. */
export function celeryRows({ answers, wanted, inspectMs, sharePercent, idlePercent, heapMb, tasks }) {
  const grown = heapMb.after - heapMb.before;
  return [
    {
      goal: 'P9',
      what: 'Celery fleet state, 8 inspects of a real worker',
      figure: `${showSpread(inspectMs.own)} ms (${answers} of ${wanted} answers); a monitor that waits 1 s for each, all at once: ${showSpread(inspectMs.plain)} ms`,
      wanted: '≤ 50 ms',
      pass: inspectMs.own.median <= 50 && answers === wanted,
    },
    {
      goal: 'P9',
      what: '1,000 task events/s, CPU of the source',
      figure: `${show(sharePercent)} % of a core, ${show(idlePercent)} % without events`,
      wanted: '< 25 %',
      pass: sharePercent < 25,
    },
    {
      goal: 'P9',
      what: `heap after ${tasks.toLocaleString('en')} tasks`,
      figure: `${show(heapMb.after)} MB, ${show(heapMb.before)} MB before`,
      wanted: 'bounded: ≤ 64 MB more',
      pass: grown <= 64,
    },
  ];
}
