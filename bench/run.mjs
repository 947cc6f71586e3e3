// `npm run bench [-- --quick] [--only P1,P4] [--store redis]`: measures the goals of this
// folder's README on a real portal and prints a Markdown row for each.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { broadcastRow, measureBroadcast } from './measures/broadcast.mjs';
import { celeryRows, measureCelery } from './measures/celery.mjs';
import { comeBackRow, measureComeBack } from './measures/comeBack.mjs';
import { deltaRow, measureDeltas } from './measures/deltas.mjs';
import { latencyRow, measureLatency } from './measures/latency.mjs';
import { growthRow, measureGrowth } from './measures/growth.mjs';
import { ingestRow, measureIngest } from './measures/ingest.mjs';
import { jobsRow, measureJobs } from './measures/jobs.mjs';
import { measureMemory, memoryRow } from './measures/memory.mjs';
import { measureRequests, requestRows } from './measures/requests.mjs';
import { measureStorm, stormRow } from './measures/storm.mjs';
import { findPython } from '../scripts/celeryFleet.mjs';
import { PostgresServer } from '../e2e-tests/processes/PostgresServer.mjs';
import { BenchProcess } from './processes/BenchProcess.mjs';
import { RedisServer } from './processes/RedisServer.mjs';
import { Replicas } from './processes/Replicas.mjs';
import { startPortal } from './processes/startPortal.mjs';
import { rowText, writeResults } from './report.mjs';
import { FLEETS } from './fleets.mjs';

/** Ends the run, whatever hangs. */
const LIMIT_MS = 20 * 60_000;
const USERS = 10;

/**
 * What is measured, in order. `own`: on a portal on which nothing else is measured. `on`: on the leader or the follower of
 * two portals that share a Redis. `database`: on a portal with a large index in this one. `alone`: without a portal.
 * `aside`: at a size for which no goal is set; left out of
 * a quick run, as is what takes `long`.
 */
const MEASURES = [
  {
    goals: ['M1'],
    own: true,
    fleet: 'full',
    measure: measureMemory,
    rows: measured => [memoryRow(measured)],
  },
  { goals: ['P1', 'P2'], fleet: 'full', measure: measureRequests, rows: requestRows },
  { goals: ['P1', 'P2'], fleet: 'small', aside: true, measure: measureRequests, rows: requestRows },
  { goals: ['P3'], fleet: 'full', measure: measureDeltas, rows: (...args) => [deltaRow(...args)] },
  {
    goals: ['P3'],
    fleet: 'small',
    aside: true,
    measure: measureDeltas,
    rows: (...args) => [deltaRow(...args)],
  },
  {
    goals: ['P4'],
    fleet: 'small',
    measure: measureBroadcast,
    rows: measured => [broadcastRow(measured)],
  },
  {
    goals: ['P6'],
    fleet: 'full',
    measure: measureComeBack,
    rows: measured => [comeBackRow(measured)],
  },
  { goals: ['P10'], fleet: 'full', measure: measureLatency, rows: measured => [latencyRow(measured)] },
  ...['leader', 'follower'].map(on => ({
    goals: ['P10'],
    on,
    long: on === 'leader',
    fleet: 'full',
    measure: measureLatency,
    rows: measured => [latencyRow(measured, ` of the ${on} on a Redis store`)],
  })),
  {
    goals: ['P12'],
    on: 'leader',
    fleet: 'full',
    measure: measureGrowth,
    rows: measured => [growthRow(measured)],
  },
  ...['sqlite', 'postgres'].map(database => ({
    goals: ['P8'],
    database,
    fleet: 'full',
    measure: measureJobs,
    rows: measured => [jobsRow(measured)],
  })),
  ...['sqlite', 'postgres'].map(database => ({
    goals: ['P8b'],
    database,
    fleet: 'full',
    measure: measureIngest,
    rows: measured => [ingestRow(measured)],
  })),
  { goals: ['P5'], fleet: 'full', measure: measureStorm, rows: measured => [stormRow(measured)] },
  { goals: ['P9'], alone: true, needs: findPython, measure: measureCelery, rows: celeryRows },
];

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    store: { type: 'string', default: 'memory' },
  },
});
const { quick, store } = options;
if (!['memory', 'redis'].includes(store)) {
  console.error(`--store knows memory and redis, not ${store}`);
  process.exit(1);
}
const only = options.only?.split(',');
const known = [...new Set(MEASURES.flatMap(({ goals }) => goals))];
const unknown = only?.filter(goal => !known.includes(goal)) ?? [];
if (unknown.length > 0) {
  console.error(`--only knows ${known.join(', ')}, not ${unknown.join(', ')}`);
  process.exit(1);
}
/** False, with a word about it, where the machine lacks what a measure needs. */
function canMeasure({ goals, needs }) {
  try {
    needs?.();
    return true;
  } catch (error) {
    console.error(`${goals.join(', ')} left out: ${error.message}`);
    return false;
  }
}

const chosen = MEASURES.filter(
  ({ goals, long, aside }) =>
    !(quick && (long || aside)) && (!only || goals.some(goal => only.includes(goal))),
).filter(canMeasure);

const folder = mkdtempSync(join(tmpdir(), 'agentos-bench-'));
const results = fileURLToPath(new URL('results', import.meta.url));
const started = [];

/** Notes what to stop at the end. */
async function keep(starting) {
  const what = await starting;
  started.push(what);
  return what;
}

async function signIn({ portal, url, tokenOf }) {
  const names = Array.from({ length: USERS }, (_, index) => `bench-${index}`);
  return { portal, url, tokens: await Promise.all(names.map(tokenOf)) };
}

async function openPortal(name, redisUrl) {
  const env = {};
  if (store === 'redis') {
    const { url } = await keep(RedisServer.start(folder));
    env.APP_CONFIG_agentos_store = JSON.stringify({ type: 'redis', url });
  }
  const opened = await startPortal({ folder, name, redisUrl, env });
  started.push(opened.portal);
  return signIn(opened);
}

/** What makes a portal use a PostgreSQL. */
const connectionOf = ({ port, user, password }) => ({
  APP_CONFIG_backend_database_client: 'pg',
  APP_CONFIG_backend_database_connection_host: '127.0.0.1',
  APP_CONFIG_backend_database_connection_port: `${port}`,
  APP_CONFIG_backend_database_connection_user: user,
  APP_CONFIG_backend_database_connection_password: password,
});

/** As docs/operate.md recommends for so many jobs. */
const INDEX_SETTINGS = { shared_buffers: '1GB' };

/** A portal that keeps its index in a database of this kind, and forgets nothing of it. */
async function openWithIndex(database, redisUrl) {
  const env = { APP_CONFIG_agentos_retention_jobs: '5000000' };
  if (database === 'postgres') {
    const postgres = await PostgresServer.create(INDEX_SETTINGS);
    started.push({ stop: () => postgres.dispose() });
    await postgres.start();
    Object.assign(env, connectionOf(postgres));
  }
  const opened = await startPortal({ folder, name: `portal-${database}`, redisUrl, env });
  // Stopped before its database.
  started.unshift(opened.portal);
  return { ...(await signIn(opened)), database };
}

/** Two portals on one Redis. What the source reports it reports to the leader; clients are of the one that is measured. */
async function openReplicas(redisUrl) {
  const replicas = await keep(Replicas.start(folder));
  const leader = await signIn(await replicas.openPortal('leader', redisUrl));
  const follower = await signIn(await replicas.openPortal('follower', redisUrl));
  return { leader: { ...leader, replicas }, follower: { ...follower, portal: leader.portal, replicas } };
}

async function main() {
  const startedAt = new Date();
  const redis = await keep(RedisServer.start(folder));
  const load = await keep(
    BenchProcess.start(fileURLToPath(new URL('load/main.mjs', import.meta.url)), {
      logFile: join(folder, 'load.log'),
    }),
  );
  const rows = [];
  const measured = [];
  let shared;
  let replicas;
  const indexed = new Map();
  const placeOf = async ({ goals, own, on, alone, database }) => {
    if (alone) return {};
    if (own) return openPortal(`portal-${goals[0]}`, redis.url);
    if (database) {
      if (!indexed.has(database)) indexed.set(database, await openWithIndex(database, redis.url));
      return indexed.get(database);
    }
    if (!on) return (shared ??= await openPortal('portal', redis.url));
    replicas ??= await openReplicas(redis.url);
    return replicas[on];
  };
  for (const entry of chosen) {
    const { own, goals, fleet, aside, measure, rows: toRows } = entry;
    const place = await placeOf(entry);
    const figures = await measure({ ...place, load, quick, folder }, FLEETS[fleet]);
    if (own) await place.portal.stop();
    measured.push({ goals, fleet, figures });
    for (const row of toRows(figures, fleet)) {
      rows.push({ ...row, aside });
      console.log(rowText(rows.at(-1)));
    }
  }
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`\n${seconds} s`);
  if (!only) {
    const file = writeResults(results, {
      quick,
      store,
      rows,
      measured,
      seconds,
      startedAt: startedAt.toISOString(),
    });
    console.log(`Every figure: ${file}`);
  }
  return rows.every(({ aside, pass }) => aside || pass);
}

let stopping;

/** Stops all that was started, once, also when one of them cannot be stopped. */
function stopAll() {
  stopping ??= Promise.allSettled(started.map(what => what.stop()));
  return stopping;
}

// The PostgreSQL of the tests ends its process at once on a signal.
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const limit = setTimeout(() => {
  console.error(`The bench was not done after ${LIMIT_MS / 60_000} minutes`);
  stopAll().finally(() => process.exit(1));
}, LIMIT_MS);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => stopAll().finally(() => process.exit(1)));
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  clearTimeout(limit);
  await stopAll();
}
