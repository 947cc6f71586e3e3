import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { upgradeOf } from '../../e2e-tests/live/SocketClient.mjs';
import { waitFor } from '../../e2e-tests/waitFor.mjs';
import { Watcher } from '../cluster/Watcher.mjs';
import { MARKER } from '../fleet/Fleet.mjs';
import { TcpProxy } from '../network/TcpProxy.mjs';
import { pass } from './time.mjs';

const STALLED = 10;
const GONE_MS = 35_000;
const FLOOD_MS = 12_000;
const STORM = 1_000;
const OPENED_AT_ONCE = 50;
/** A text that makes a delta of all jobs some 100 KB. */
const LONG = 'x'.repeat(1_500);

const seconds = ms => `${(ms / 1000).toFixed(1)} s`;

const connections = async portal => (await portal.client.get('/health/data', 'admin')).relay.connections;

const residentMb = ({ process }) => {
  const pages = Number(readFileSync(`/proc/${process.pid}/statm`, 'utf8').split(' ')[1]);
  return Math.round((pages * 4096) / 2 ** 20);
};

/** A socket of all sections, by a line of its own. */
async function open(portal, port) {
  const [url, protocols, options] = upgradeOf(portal, await portal.client.tokenOf('admin'));
  const target = new URL(url);
  if (port) target.host = `127.0.0.1:${port}`;
  const socket = new WebSocket(target, protocols, options);
  socket.on('error', () => {});
  await new Promise((done, reject) => {
    socket.once('open', done);
    socket.once('close', reject);
  });
  socket.send(JSON.stringify({ type: 'subscribe', rooms: ['admin'], sections: ['*'] }));
  return socket;
}

export const halfOpen = {
  name: 'half-open',
  title: 'a client whose line carries nothing to the server any more',
  async run(cluster) {
    const [portal] = cluster.portals;
    const before = await connections(portal);
    const line = await TcpProxy.start(portal.port);
    try {
      await open(portal, line.port);
      await waitFor('the socket', async () => (await connections(portal)) === before + 1);
      line.hold();
      const from = performance.now();
      await waitFor('its end', async () => (await connections(portal)) === before, GONE_MS + 25_000);
      return { 'gone after': seconds(performance.now() - from) };
    } finally {
      line.open();
      await line.dispose();
    }
  },
};

export const stalled = {
  name: 'stalled',
  title: `${STALLED} clients that read nothing while much changes`,
  async run(cluster) {
    const { fleet } = cluster;
    const [portal] = cluster.portals;
    const before = await connections(portal);
    const memory = residentMb(portal);
    const sockets = await Promise.all(Array.from({ length: STALLED }, () => open(portal)));
    for (const socket of sockets) socket.pause();
    const from = performance.now();
    const seen = [];
    let most = memory;
    while (performance.now() - from < FLOOD_MS) {
      for (const row of fleet.rows('jobs')) {
        fleet.put('jobs', { ...row, attempt: row.attempt + 1, reason: `${row.attempt} ${LONG}` });
      }
      seen.push(await cluster.change({ of: cluster.watchersOf(0) }));
      most = Math.max(most, residentMb(portal));
      await pass(50);
    }
    await waitFor('their end', async () => (await connections(portal)) === before, GONE_MS);
    const gone = performance.now() - from;
    for (const socket of sockets) socket.terminate();
    for (const row of fleet.rows('jobs')) fleet.put('jobs', { ...row, reason: 'short' });
    seen.sort((a, b) => a - b);
    return {
      'all gone after': seconds(gone),
      'others see a change in (median)': `${Math.round(seen[Math.floor(seen.length / 2)])} ms`,
      'resident memory': `${memory} to ${most} MB`,
    };
  },
};

export const storm = {
  name: 'storm',
  title: `${STORM} sockets that reconnect at once`,
  async run(cluster) {
    const clients = Array.from(
      { length: STORM },
      (_, index) =>
        new Watcher(cluster.portals[index % cluster.portals.length], `storm ${index}`, {
          sections: ['queues'],
          rooms: [],
          keptVersions: 1,
        }),
    );
    try {
      for (let opened = 0; opened < STORM; opened += OPENED_AT_ONCE) {
        const some = clients.slice(opened, opened + OPENED_AT_ONCE);
        for (const client of some) client.start();
        await waitFor('sockets', () => some.every(({ replica }) => replica.epoch), 30_000);
      }
      for (const client of clients) client.leave();
      await pass(500);
      const value = cluster.fleet.mark();
      const collects = cluster.fleetServer.collects;
      const from = performance.now();
      for (const client of clients) client.back();
      await waitFor(
        'every client to see what changed',
        () => clients.every(client => client.counter('queues', MARKER) >= value),
        60_000,
      );
      const took = performance.now() - from;
      const wrong = clients.find(({ violations }) => violations.length > 0);
      if (wrong) throw new Error(`${wrong.name}: ${wrong.violations[0]}`);
      // A round of the warmer every 5 s reads three sections, and each touch of an event at most every 2 s.
      const read = cluster.fleetServer.collects - collects;
      const usual = 3 * (Math.ceil(took / 5_000) + 1) + 3 * (Math.ceil(took / 2_000) + 1);
      if (read > usual) throw new Error(`${read} source reads in ${seconds(took)}, ${usual} are usual`);
      return { 'all up to date after': seconds(took), 'source reads meanwhile': read };
    } finally {
      await Promise.all(clients.map(client => client.stop()));
    }
  },
};
