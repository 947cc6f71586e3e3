import { median, ratioOf, showSpread, spreadOf } from '../figures.mjs';
import { connectClients, pause } from './sockets.mjs';
import { getSsot, showFleet } from './ssot.mjs';

const CLIENTS = 1000;
/** From one broadcast to the next. */
const SLOT_MS = 60;
/** Broadcasts of each kind in a round, in turns; snapshots, which take ten times as long, less often. */
const TURNS = 8;
const TURNS_PER_SNAPSHOT = 4;
/** Counts that no row has. */
const FIRST_COUNT = 7_000_000;

/** P4: CPU of one update to 1,000 clients, against a bare loop over as many sockets and against a snapshot for each of them. */
export async function measureBroadcast(context, fleet) {
  const { portal, load, quick } = context;
  await showFleet(context, fleet);
  const { text } = await getSsot(context);
  await portal.call('setSnapshot', { text });
  await connectClients(context, 'portal', CLIENTS);
  await load.call('connect', {
    name: 'bare',
    count: CLIENTS,
    url: await portal.call('listenPlain'),
  });
  // The CPU until all clients have it; then a pause, so that sends do not queue up and share their costs.
  const send = async (name, content, command, args) => {
    const cpuMs = await portal.cpuOf(async () => {
      const arrived = load.call('waitFor', { name, text: content });
      await portal.call(command, args);
      await arrived;
    });
    await pause(SLOT_MS);
    return cpuMs;
  };
  let completed = FIRST_COUNT;
  const update = () => {
    completed += 1;
    return send('portal', `"completed":${completed}`, 'updateQueue', { completed });
  };
  await load.call('startFrames', { name: 'portal' });
  await update();
  const { first } = await load.call('frames', { name: 'portal' });
  const frame = first.find(candidate => candidate.includes(`"completed":${completed}`));

  const cpuMs = { portal: [], bare: [], snapshots: [] };
  // The first round only warms up.
  for (let round = 0; round <= (quick ? 3 : 4); round += 1) {
    const turns = { portal: [], bare: [], snapshots: [] };
    for (let turn = 0; turn < TURNS; turn += 1) {
      turns.portal.push(await update());
      turns.bare.push(await send('bare', '"delta"', 'sendPlain', { text: frame }));
      if (turn % TURNS_PER_SNAPSHOT === 0) {
        turns.snapshots.push(await send('bare', '"epoch"', 'sendPlainSnapshots'));
      }
    }
    // The median: a round of the warmer may fall into any turn.
    if (round > 0) for (const [way, all] of Object.entries(turns)) cpuMs[way].push(median(all));
  }
  const { lost } = await load.call('frames', { name: 'portal' });
  await load.call('disconnect', { name: 'bare' });
  await load.call('disconnect', { name: 'portal' });
  return {
    lost,
    frameBytes: Buffer.byteLength(frame),
    snapshotBytes: Buffer.byteLength(text),
    cpuMs: Object.fromEntries(Object.entries(cpuMs).map(([name, all]) => [name, spreadOf(all)])),
    snapshotsToPortal: ratioOf(cpuMs.snapshots, cpuMs.portal),
    portalToBare: ratioOf(cpuMs.portal, cpuMs.bare),
  };
}

/** The row of P4. */
export function broadcastRow({ cpuMs, snapshotsToPortal, portalToBare, frameBytes, snapshotBytes }) {
  return {
    goal: 'P4',
    what: `one update (${frameBytes} bytes) to 1,000 clients, server CPU per broadcast`,
    figure: `${showSpread(snapshotsToPortal)}× less than a snapshot of ${Math.round(snapshotBytes / 1024)} KB made for each client; ${showSpread(portalToBare)}× a bare ws loop; ${showSpread(cpuMs.portal)} ms`,
    wanted: '≥ 8× less than snapshots, ≤ 1.5× bare',
    pass: snapshotsToPortal.median >= 8 && portalToBare.median <= 1.5,
  };
}
