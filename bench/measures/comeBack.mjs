import { quantile, ratioOf, show, showSpread, spreadOf } from '../figures.mjs';
import { nextRound, pause } from './sockets.mjs';
import { getHealth, getSsot, showFleet } from './ssot.mjs';

const CLIENTS = 1000;
/** The portal's period of warming. */
const PERIOD_MS = 5000;
const CHANGE_EVERY_MS = 50;
/** Counts that no row has. */
const FIRST_COUNT = 8_000_000;

/**
 * P6: 1,000 clients that come back together while rows change: with the position they had, with none, and to a server that
 * makes the state anew for each.
 */
export async function measureComeBack(context, fleet) {
  const { portal, load, url, tokens, quick } = context;
  await showFleet(context, fleet);
  const { text } = await getSsot(context);
  await portal.call('setSnapshot', { text });
  const plainUrl = await portal.call('listenPlain');

  let completed = FIRST_COUNT;
  const whileRowsChange = async action => {
    let isOver = false;
    const changes = (async () => {
      while (!isOver) {
        completed += 1;
        await portal.call('updateQueue', { completed });
        await pause(CHANGE_EVERY_MS);
      }
    })();
    try {
      return await action();
    } finally {
      isOver = true;
      await changes;
    }
  };

  const p99 = ({ ms }) => quantile(ms, 0.99);
  const figures = { reads: 0, encodes: 0, versions: 0, refusals: 0 };
  const live = { url: `${url.replace('http', 'ws')}/api/agentos/live`, origin: url, tokens };
  const portalWay = isResume => async () => {
    const { epoch, version } = JSON.parse((await getSsot(context)).text);
    // Something changes before they are back.
    completed += 1;
    await portal.call('updateQueue', { completed });
    const roundAt = await nextRound(portal);
    const before = await stateOf(context);
    const back = await whileRowsChange(() =>
      load.call('comeBack', {
        ...live,
        count: CLIENTS,
        since: isResume ? { epoch, version } : undefined,
      }),
    );
    const after = await stateOf(context);
    const rounds = Math.floor((performance.now() - roundAt) / PERIOD_MS);
    figures.reads += after.reads - before.reads - rounds * after.sections;
    figures.encodes += after.encodes - before.encodes;
    figures.versions += after.version - before.version;
    figures.refusals += back.refusals;
    return p99(back);
  };
  const plainWay = path => () =>
    whileRowsChange(() =>
      load.call('comeBack', { url: `${plainUrl}${path}`, tokens, isBare: true, count: CLIENTS }),
    ).then(p99);

  const ways = {
    resume: portalWay(true),
    anew: portalWay(false),
    plain: plainWay('/state-authorized'),
    plainUnchecked: plainWay('/state'),
  };
  const ms = Object.fromEntries(Object.keys(ways).map(name => [name, []]));
  // The first round only warms up; in a quick run, which has but one, it counts.
  for (let round = quick ? 1 : 0; round <= (quick ? 1 : 3); round += 1) {
    if (round === 1) Object.assign(figures, { reads: 0, encodes: 0, versions: 0, refusals: 0 });
    for (const [name, run] of Object.entries(ways)) {
      const each = await run();
      if (round > 0) ms[name].push(each);
    }
  }
  return {
    ...figures,
    snapshotBytes: Buffer.byteLength(text),
    p99Ms: Object.fromEntries(Object.entries(ms).map(([name, all]) => [name, spreadOf(all)])),
    plainToResume: ratioOf(ms.plain, ms.resume),
    plainUncheckedToResume: ratioOf(ms.plainUnchecked, ms.resume),
    plainToAnew: ratioOf(ms.plain, ms.anew),
  };
}

async function stateOf(context) {
  const { cache } = await getHealth(context);
  return {
    ...(await context.portal.call('sourceReads')),
    encodes: cache.encodes,
    version: cache.version,
  };
}

/** The row of P6. */
export function comeBackRow({
  reads,
  encodes,
  versions,
  refusals,
  p99Ms,
  plainToResume,
  plainUncheckedToResume,
  plainToAnew,
  snapshotBytes,
}) {
  return {
    goal: 'P6',
    what: `${CLIENTS} clients that lose their server at one moment and come back within 1 s, as browsers do, while rows change (snapshot of ${Math.round(snapshotBytes / 1024)} KB)`,
    figure: `p99 to consistent state ${showSpread(plainToResume)}× sooner than making the state for each (${show(p99Ms.resume.median)} against ${show(p99Ms.plain.median)} ms), ${showSpread(plainUncheckedToResume)}× when that checks nobody; ${showSpread(plainToAnew)}× for clients that have nothing yet; ${reads} extra source reads; ${encodes} encodes in ${versions} versions; ${refusals} told to try again`,
    wanted: '0 source reads, ≤ 1 encode per version, ≥ 5× sooner',
    pass: reads === 0 && encodes <= versions && plainToResume.median >= 5,
  };
}
