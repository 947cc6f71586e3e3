import { median, show } from '../figures.mjs';
import { pause } from './sockets.mjs';
import { getSsot, showFleet } from './ssot.mjs';

/** What the engine derives from a change follows within this time. */
const AFTER_MS = 1500;
const ROUNDS = 3;

/** True for a delta that brings rows; the round of the warmer brings freshness of all sections and is no answer to a change. */
function bringsRows(frame, sectionCount) {
  const message = JSON.parse(frame);
  if (message.type !== 'delta') return false;
  const sections = Object.values(message.sections);
  return (
    sections.length < sectionCount &&
    sections.some(({ upsert, remove }) => Object.keys(upsert).length + remove.length > 0)
  );
}

/** P3: bytes of the deltas that a change causes, against the snapshot. */
export async function measureDeltas(context, fleet) {
  const { portal, load, url, tokens } = context;
  await showFleet(context, fleet);
  const { text } = await getSsot(context);
  const { sections } = JSON.parse(text);
  const rows = Object.values(sections).reduce((sum, section) => sum + Object.keys(section.rows).length, 0);
  const changed = Math.max(1, Math.round(rows / 100));
  await load.call('connect', {
    name: 'deltas',
    url: `${url.replace('http', 'ws')}/api/agentos/live`,
    origin: url,
    count: 1,
    tokens,
    subscribe: { sections: ['*'] },
  });
  const bytesOf = async command => {
    await load.call('startFrames', { name: 'deltas' });
    await portal.call(...command);
    await pause(AFTER_MS);
    const { first } = await load.call('frames', { name: 'deltas' });
    const sizes = first
      .filter(frame => bringsRows(frame, Object.keys(sections).length))
      .map(frame => Buffer.byteLength(frame));
    return { first: sizes[0], all: sizes.reduce((sum, size) => sum + size, 0) };
  };
  const changes = [];
  const inserts = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    changes.push(await bytesOf(['updateRows', { count: changed }]));
    inserts.push(await bytesOf(['insertJob']));
  }
  await load.call('disconnect', { name: 'deltas' });
  const middle = sizes => ({
    first: median(sizes.map(size => size.first)),
    all: median(sizes.map(size => size.all)),
  });
  return {
    snapshot: Buffer.byteLength(text),
    rows,
    changed,
    change: middle(changes),
    insert: middle(inserts),
  };
}

/** The row of P3 for one measured fleet. */
export function deltaRow({ snapshot, rows, changed, change, insert }, fleetName) {
  const percent = bytes => show((bytes / snapshot) * 100);
  const told = ({ first, all }) =>
    `${first} bytes, ${percent(first)} %, with what is derived from it ${percent(all)} %`;
  return {
    goal: 'P3',
    what: `delta when ${changed} of ${rows} rows change, and on a job inserted at the head (${fleetName} fleet, ${Math.round(snapshot / 1024)} KB)`,
    figure: `change: ${told(change)}; insert: ${told(insert)}`,
    wanted: '≤ 2 % of the snapshot',
    pass: change.all / snapshot <= 0.02 && insert.all / snapshot <= 0.02,
  };
}
