import { connectClients, pause } from './sockets.mjs';
import { showFleet } from './ssot.mjs';

const CLIENTS = 500;
const PER_SECOND = 100;
const MB = 1024 * 1024;

/** M1: resident memory of a portal of its own with 500 clients of everything while rows change. */
export async function measureMemory(context, fleet) {
  const { portal, load, quick } = context;
  const before = await portal.call('memoryInUse');
  await showFleet(context, fleet);
  await connectClients(context, 'portal', CLIENTS);
  const rss = [];
  const seconds = quick ? 8 : 12;
  const storm = portal.call('storm', { perSecond: PER_SECOND, ms: seconds * 1000, text: 'end' });
  for (let second = 0; second < seconds; second += 1) {
    await pause(1000);
    rss.push((await portal.call('usage')).memory.rss);
  }
  await storm;
  const inUse = await portal.call('memoryInUse');
  const { lost } = await load.call('frames', { name: 'portal' });
  await load.call('disconnect', { name: 'portal' });
  return {
    lost,
    startBytes: before.rss,
    mostBytes: Math.max(...rss),
    lastBytes: rss.at(-1),
    inUse: { before, after: inUse },
  };
}

/** The row of M1. */
export function memoryRow({ startBytes, mostBytes, lastBytes, lost, inUse }) {
  const mb = bytes => `${(bytes / MB).toFixed(0)} MB`;
  return {
    goal: 'M1',
    what: `memory of the portal with ${CLIENTS} clients of everything, ${PER_SECOND} events/s`,
    figure: `at most ${mb(mostBytes)}, ${mb(lastBytes)} at the end, ${mb(startBytes)} before; JavaScript in use ${mb(inUse.before.heapUsed)} before, ${mb(inUse.after.heapUsed)} after; ${lost.length} sockets lost`,
    wanted: '≤ 400 MB',
    pass: mostBytes <= 400 * MB && lost.length === 0,
  };
}
