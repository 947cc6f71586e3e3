import { interleave, ratioOf, showSpread, spreadOf } from '../figures.mjs';
import { BROWSER, getSsot, showFleet } from './ssot.mjs';

const CONNECTIONS = 100;

/**
 * P1 and P2: server CPU per request of GET /ssot, of a revisit, of an empty
 * authenticated route and of the plain ways.
 */
export async function measureRequests(context, fleet) {
  const { portal, load, url, tokens, quick } = context;
  await showFleet(context, fleet);
  const { text } = await getSsot(context);
  await portal.call('setSnapshot', { text });

  let revisited;
  const way = (path, requests, revisit) => async () => {
    await load.call('openConnections', {
      url: `${url}/api/agentos/bench/empty`,
      tokens,
      connections: CONNECTIONS,
    });
    const etag = revisit ? (await getSsot(context)).etag : undefined;
    let answers;
    const cpuMs = await portal.cpuOf(async () => {
      answers = await load.call('requests', {
        url: `${url}/api/agentos${path}`,
        requests,
        headers: BROWSER,
        etag,
      });
    });
    await load.call('closeConnections');
    const wanted = revisit ? [200, 304] : [200];
    const other = Object.keys(answers.counts).filter(status => !wanted.includes(Number(status)));
    if (other.length > 0) throw new Error(`${path} answered ${other}`);
    if (revisit) revisited = answers;
    return (cpuMs * 1000) / requests;
  };
  const many = quick ? 1000 : 2000;
  // The plain ways take up to fifty times as long.
  const few = 100;
  const cpuUs = await interleave(quick ? 3 : 4, {
    empty: way('/bench/empty', many),
    ssot: way('/ssot', many),
    revisit: way('/ssot', many, true),
    plain: way('/bench/plain-authorized', few),
    plainUnchecked: way('/bench/plain', few),
  });

  const { counts, sizes } = revisited;
  const bytes = { snapshot: Buffer.byteLength(text), notModified: sizes[304] };
  return {
    bytes,
    cpuUs: Object.fromEntries(Object.entries(cpuUs).map(([name, all]) => [name, spreadOf(all)])),
    plainToSsot: ratioOf(cpuUs.plain, cpuUs.ssot),
    plainUncheckedToSsot: ratioOf(cpuUs.plainUnchecked, cpuUs.ssot),
    ssotToEmpty: ratioOf(cpuUs.ssot, cpuUs.empty),
    revisitToEmpty: ratioOf(cpuUs.revisit, cpuUs.empty),
    fewerBytes: bytes.snapshot / bytes.notModified,
    notModifiedShare: counts[304] / (counts[304] + (counts[200] ?? 0)),
  };
}

/** The rows of P1 and P2 for one measured fleet. */
export function requestRows(measured, fleetName) {
  const { bytes, cpuUs } = measured;
  const snapshot = `${fleetName} fleet, ${Math.round(bytes.snapshot / 1024)} KB`;
  return [
    {
      goal: 'P1',
      what: `GET /ssot with br (${snapshot}), server CPU per request`,
      figure: `${showSpread(measured.plainToSsot)}× less than the plain way, ${showSpread(measured.plainUncheckedToSsot)}× less than one that checks no permission; ${showSpread(measured.ssotToEmpty)}× an empty route; ${showSpread(cpuUs.ssot)} µs`,
      wanted: '≥ 7× less than plain, ≤ 1.3× empty',
      pass: measured.plainToSsot.median >= 7 && measured.ssotToEmpty.median <= 1.3,
    },
    {
      goal: 'P2',
      what: `revisit with If-None-Match (${snapshot})`,
      figure: `${(measured.notModifiedShare * 100).toFixed(1)} % are 304; CPU ${showSpread(measured.revisitToEmpty)}× an empty route; ${bytes.notModified} bytes with headers, ${measured.fewerBytes.toFixed(0)}× fewer than the snapshot`,
      wanted: '304, ≤ 1.1× empty, ≥ 300× fewer bytes',
      pass:
        measured.notModifiedShare >= 0.95 &&
        measured.revisitToEmpty.median <= 1.1 &&
        measured.fewerBytes >= 300,
    },
  ];
}
