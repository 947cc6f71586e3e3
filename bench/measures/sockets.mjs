export const pause = ms => new Promise(done => setTimeout(done, ms));

/** Opens real clients of the portal's live socket that subscribe to everything. */
export function connectClients({ load, url, tokens }, name, count) {
  return load.call('connect', {
    name,
    count,
    tokens,
    origin: url,
    url: `${url.replace('http', 'ws')}/api/agentos/live`,
    subscribe: { rooms: ['admin'], sections: ['*'] },
  });
}

/**
 * CPU of the portal for some work, without what it uses anyway in that time.
 * @param work - answers how many pieces of work it did
 * @returns ms a piece
 */
export async function cpuPerPiece({ portal }, idleShare, work) {
  const startedAt = performance.now();
  let pieces;
  const cpuMs = await portal.cpuOf(async () => {
    pieces = await work();
  });
  return (cpuMs - (performance.now() - startedAt) * idleShare) / pieces;
}

/** The portal's period of warming, so that one round is in it. */
const IDLE_MS = 5000;

/** Share of a core that the portal uses while nothing is asked of it: with its sockets open, its rounds of warming and its permission checks. */
export async function idleShareOf({ portal }) {
  return (await portal.cpuOf(() => pause(IDLE_MS))) / IDLE_MS;
}

/** Resolves when a round of warming has just read the source. @returns when that was */
export async function nextRound(portal) {
  const { reads } = await portal.call('sourceReads');
  while ((await portal.call('sourceReads')).reads === reads) await pause(20);
  await pause(100);
  return performance.now() - 100;
}
