import { show } from '../figures.mjs';
import { latencyPasses, measureLatency } from './latency.mjs';
import { showFleet } from './ssot.mjs';

const PER_SECOND = 5000;
const CORE_PERCENT = 100;

/** P8b: jobs live and end through the ledger into the index, while events go to 100 clients (P10). */
export async function measureIngest(context, fleet) {
  const { portal, url, tokens, quick, database } = context;
  const ms = quick ? 20_000 : 40_000;
  // Its jobs give way to those that live and end.
  await showFleet(context, fleet);
  const before = await portal.call('completedJobs');
  let p10;
  let changes;
  const begun = performance.now();
  const cpuMs = await portal.cpuOf(async () => {
    const running = portal.call('ingest', { perSecond: PER_SECOND, ms });
    // Its clients connect and the first jobs are under way.
    p10 = await measureLatency({ ...context, quick: true }, fleet, { isShown: true });
    ({ changes } = await running);
  });
  const tookMs = performance.now() - begun;
  const after = await portal.call('completedJobs', { settled: true });
  const health = await fetch(`${url}/api/agentos/health/data`, {
    headers: { authorization: `Bearer ${tokens[0]}` },
  });
  const { jobIndex } = await health.json();
  return {
    database,
    changes,
    perSecond: (changes * 1000) / tookMs,
    corePercent: (cpuMs / tookMs) * 100,
    ended: after - before,
    expected: Math.floor(changes / 3),
    lost: jobIndex.lost,
    p10,
  };
}

/** The row of P8b. */
export function ingestRow({ database, changes, perSecond, corePercent, ended, expected, lost, p10 }) {
  return {
    goal: 'P8b',
    what: `state changes of jobs into the index on ${database === 'postgres' ? 'PostgreSQL' : 'SQLite'} while P10 is measured`,
    figure: `${show(perSecond)} changes/s of ${changes} in all, ${show(corePercent)} % of a core; ${ended} of ${expected} jobs ended in the index, ${lost} given up; P10 meanwhile p50 ${show(p10.p50Ms)} ms, p99 ${show(p10.p99Ms)} ms`,
    wanted: `≥ ${PER_SECOND.toLocaleString('en')}/s, < ${CORE_PERCENT} % of a core, P10 holds`,
    pass:
      perSecond >= PER_SECOND * 0.98 &&
      corePercent < CORE_PERCENT &&
      ended >= expected * 0.99 &&
      lost === 0 &&
      latencyPasses(p10),
  };
}
