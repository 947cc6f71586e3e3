import { interleave, ratioOf, show, showSpread, spreadOf } from '../figures.mjs';
import { connectClients, cpuPerPiece, idleShareOf } from './sockets.mjs';
import { showFleet } from './ssot.mjs';

const CLIENTS = 300;
const PER_SECOND = 2000;
/** One frame per event cannot keep up with 2,000 events/s; its cost per event does not depend on the rate. */
const PLAIN_PER_SECOND = 100;

/** P5: CPU per event of 2,000 events/s to 300 clients, against one frame per event, and how late the last change is. */
export async function measureStorm(context, fleet) {
  const { portal, load, quick } = context;
  await showFleet(context, fleet);
  await connectClients(context, 'portal', CLIENTS);
  await load.call('connect', {
    name: 'bare',
    count: CLIENTS,
    url: await portal.call('listenPlain'),
  });
  const ms = quick ? 1500 : 3000;
  const lateMs = [];
  let round = 0;
  const storm = async () => {
    round += 1;
    const text = `the end of storm ${round}`;
    const { events, lastAt } = await portal.call('storm', { perSecond: PER_SECOND, ms, text });
    // Asked only now: clients that search each frame for it would be slow readers.
    lateMs.push((await load.call('waitFor', { name: 'portal', text, since: lastAt })) - lastAt);
    return events;
  };
  const plainStorm = async () =>
    (await portal.call('plainStorm', { perSecond: PLAIN_PER_SECOND, ms })).events;
  const idleShare = await idleShareOf(context);
  await load.call('startFrames', { name: 'portal' });
  const cpuMs = await interleave(3, {
    portal: () => cpuPerPiece(context, idleShare, storm),
    plain: () => cpuPerPiece(context, idleShare, plainStorm),
  });
  const { frames, bytes, lost } = await load.call('frames', { name: 'portal' });
  await load.call('disconnect', { name: 'bare' });
  await load.call('disconnect', { name: 'portal' });
  return {
    lost,
    idlePercent: idleShare * 100,
    meanFrameBytes: bytes / frames,
    cpuUs: {
      portal: spreadOf(cpuMs.portal.map(each => each * 1000)),
      plain: spreadOf(cpuMs.plain.map(each => each * 1000)),
    },
    plainToPortal: ratioOf(cpuMs.plain, cpuMs.portal),
    // The first round only warms up.
    lateMs: spreadOf(lateMs.slice(1)),
  };
}

/** The row of P5. */
export function stormRow({ cpuUs, plainToPortal, lateMs, lost, meanFrameBytes }) {
  const share = (cpuUs.portal.median * PER_SECOND) / 1e4;
  return {
    goal: 'P5',
    what: '2,000 events/s to 300 clients, server CPU per event',
    figure: `${showSpread(plainToPortal)}× less than one frame per event; ${showSpread(cpuUs.portal)} µs an event, ${show(share)} % of a core; last change after ${showSpread(lateMs)} ms; frames of ${(meanFrameBytes / 1024).toFixed(0)} KB, ${lost.length} sockets lost`,
    wanted: '≥ 20× less, last change ≤ 150 ms',
    pass: plainToPortal.median >= 20 && lateMs.most <= 150 && lost.length === 0,
  };
}
