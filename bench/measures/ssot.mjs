import { pause } from './sockets.mjs';

/** What browsers send. */
export const BROWSER = { 'accept-encoding': 'gzip, deflate, br' };

/** `GET /ssot` once: its ETag and its text. */
export async function getSsot({ url, tokens: [token] }) {
  const response = await fetch(`${url}/api/agentos/ssot`, {
    headers: { authorization: `Bearer ${token}`, ...BROWSER },
  });
  if (!response.ok) throw new Error(`GET /ssot: ${response.status}`);
  return { etag: response.headers.get('etag'), text: await response.text() };
}

/** `GET /health/data`. */
export async function getHealth({ url, tokens: [token] }) {
  const response = await fetch(`${url}/api/agentos/health/data`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`GET /health/data: ${response.status}`);
  return response.json();
}

const WAIT_MS = 30_000;
/** Rows that the portal keeps of what is over. */
const KEPT_ROWS = { jobs: 200, logs: 200 };

/** Gives the source a fleet and waits until GET /ssot shows it. */
export async function showFleet(context, fleet) {
  await context.portal.call('setFleet', fleet);
  const giveUpAt = performance.now() + WAIT_MS;
  while (performance.now() < giveUpAt) {
    const { sections } = JSON.parse((await getSsot(context)).text);
    const shown = ['workers', 'jobs', 'logs', 'schedules'].every(
      name => Object.keys(sections[name].rows).length === Math.min(fleet[name], KEPT_ROWS[name] ?? Infinity),
    );
    // Of more jobs than the portal keeps it shows the last ones.
    const last = Object.keys(sections.jobs.rows).some(id => id.endsWith(`.${fleet.jobs - 1}`));
    if (shown && last) return;
    await pause(200);
  }
  throw new Error(`The fleet was not shown within ${WAIT_MS / 1000} s`);
}
