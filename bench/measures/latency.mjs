import { quantile, show } from '../figures.mjs';
import { connectClients, pause } from './sockets.mjs';
import { showFleet } from './ssot.mjs';

const CLIENTS = 100;
const MEAN_GAP_MS = 100;
const SEED = 20260101;

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator, constants of Numerical Recipes). */
function createRandom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/** P10: from the report of an event by its source to the frame in each of 100 clients. Gaps are exponential: many a short one. */
export async function measureLatency(context, fleet, { isShown = false } = {}) {
  const { portal, load, quick } = context;
  if (!isShown) await showFleet(context, fleet);
  await connectClients(context, 'portal', CLIENTS);
  await portal.call('reportEvent');
  await pause(1000);
  await load.call('startFrames', { name: 'portal', marks: true });
  const random = createRandom(SEED);
  const events = quick ? 100 : 150;
  for (let event = 0; event < events; event += 1) {
    await portal.call('reportEvent');
    await pause(-Math.log(random()) * MEAN_GAP_MS);
  }
  await pause(500);
  const { latencies, lost } = await load.call('frames', { name: 'portal' });
  await load.call('disconnect', { name: 'portal' });
  return {
    lost,
    events,
    received: latencies.length,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    mostMs: Math.max(...latencies),
  };
}

/** True when P10 holds. */
export const latencyPasses = ({ events, received, p50Ms, p99Ms }) =>
  p50Ms <= 5 && p99Ms <= 20 && received === events * CLIENTS;

/** The row of P10. */
export function latencyRow(measured, where = '') {
  const { events, received, p50Ms, p99Ms, mostMs } = measured;
  return {
    goal: 'P10',
    what: `event to browser${where}, ${CLIENTS} clients, ${events} events at random times`,
    figure: `p50 ${show(p50Ms)} ms, p99 ${show(p99Ms)} ms, most ${show(mostMs)} ms; ${received} of ${events * CLIENTS} arrived`,
    wanted: 'p50 ≤ 5 ms, p99 ≤ 20 ms',
    pass: latencyPasses(measured),
  };
}
