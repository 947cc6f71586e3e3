// `node bench/browser/jobsList.mjs [rows] [rows a frame]`: how smoothly 10,000 rows of the jobs explorer scroll in Chromium while jobs change, and how large
// what it loads is. Starts a portal of its own with a busy sample fleet; prints Markdown.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Browser } from '../../e2e-tests/browser/Browser.mjs';
import { Portal } from '../../e2e-tests/portal/Portal.mjs';
import { repositoryRoot } from '../../e2e-tests/repositoryRoot.mjs';
import { waitFor } from '../../e2e-tests/waitFor.mjs';

const ROWS = 10_000;
const ROW_PX = 32;
/** Jobs a minute: each changes some four times. */
const JOBS_PER_MINUTE = 3_000;
const FILL_MS = 8 * 60_000;
/** Rows a frame: as fast as one can read nothing any more. */
const STEP = 5;

const FLEET = {
  agentos: {
    instances: [
      {
        id: 'main',
        title: 'Busy fleet',
        environment: 'bench',
        sources: [{ id: 'sample', type: 'sample', seed: 1, jobsPerMinute: JOBS_PER_MINUTE }],
      },
    ],
  },
};

/** Rows of jobs that changed, out of the frames of the live connection. */
function countChanges(page) {
  const counted = { changes: 0 };
  page.on('websocket', socket =>
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload !== 'string') return;
      for (const message of [JSON.parse(payload)].flat()) {
        const rows = message.type === 'delta' ? message.sections.jobs : undefined;
        counted.changes += rows ? Object.keys(rows.upsert).length + rows.remove.length : 0;
      }
    }),
  );
  return counted;
}

/** Scrolls down to a row and answers the times between frames, ms. */
const scroll = (page, rows, step) =>
  page.evaluate(
    async ({ until, stepPx }) => {
      const scroller = document.querySelector('table[aria-label="Jobs"]').parentElement;
      const gaps = [];
      let last = await new Promise(requestAnimationFrame);
      const began = last;
      while (scroller.scrollTop < until && last - began < 180_000) {
        scroller.scrollTop += stepPx;
        const at = await new Promise(requestAnimationFrame);
        gaps.push(at - last);
        last = at;
      }
      return { gaps, reached: scroller.scrollTop, tookMs: last - began };
    },
    { until: rows * ROW_PX, stepPx: step * ROW_PX },
  );

/** CPU time of the page's main thread, ms: it does not depend on what else the machine does. */
async function cpuTimes(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  const value = name => 1_000 * metrics.find(metric => metric.name === name).value;
  return {
    thread: value('ThreadTime'),
    script: value('ScriptDuration'),
    layout: value('LayoutDuration') + value('RecalcStyleDuration'),
  };
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

/** What a page loads when the explorer is opened that it had not loaded before, gzip. */
function sizeOf(urls) {
  const folder = join(repositoryRoot, 'packages/app/dist/static');
  const names = urls.map(url => url.pathname.split('/').at(-1)).filter(name => name.endsWith('.js'));
  return names
    .filter(name => readdirSync(folder).includes(name))
    .map(name => ({ name, bytes: gzipSync(readFileSync(join(folder, name))).length }));
}

const rows = Number(process.argv[2] ?? ROWS);
const step = Number(process.argv[3] ?? STEP);
const portal = process.env.PORTAL_URL ? undefined : await Portal.start({ config: [FLEET] });
const url = process.env.PORTAL_URL ?? portal.url;
const browser = await Browser.launch();
try {
  const tab = await browser.open({ url });
  const { page } = tab;
  const counted = countChanges(page);
  await tab.signInAsGuest();
  await page.getByRole('tab', { name: 'Queue', exact: true }).click();
  await page.getByRole('table', { name: 'Queues' }).waitFor();
  const before = tab.traffic.requests.length;
  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  const total = page.getByText(/^More than 10,000 jobs$/);
  if (portal) {
    await waitFor(
      'ten thousand jobs',
      async () => (await portal.client.get('/jobs?limit=1')).total >= ROWS,
      FILL_MS,
    );
  }
  await page.getByRole('table', { name: 'Jobs' }).waitFor();
  const chunks = sizeOf(tab.traffic.requests.slice(before).map(request => request.url));
  await page.reload();
  await total.waitFor();
  const changesBefore = counted.changes;
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const cpuBefore = await cpuTimes(session);
  const { gaps, reached, tookMs } = await scroll(page, rows, step);
  const cpuAfter = await cpuTimes(session);
  const perFrame = name => ((cpuAfter[name] - cpuBefore[name]) / gaps.length).toFixed(1);
  const sorted = [...gaps].sort((a, b) => a - b);
  const late = gaps.filter(gap => gap > 1_000 / 30).length;
  const perSecond = ((counted.changes - changesBefore) * 1_000) / tookMs;
  console.log(`| rows scrolled | ${Math.round(reached / ROW_PX)} in ${(tookMs / 1_000).toFixed(1)} s |`);
  console.log(`| frames | ${gaps.length}, ${((gaps.length * 1_000) / tookMs).toFixed(1)} a second |`);
  console.log(
    `| time between frames | median ${quantile(sorted, 0.5).toFixed(1)} ms, p95 ${quantile(sorted, 0.95).toFixed(1)} ms, p99 ${quantile(sorted, 0.99).toFixed(1)} ms, longest ${sorted.at(-1).toFixed(0)} ms, ${late} over 33 ms |`,
  );
  console.log(
    `| main thread for a frame | ${perFrame('thread')} ms of CPU (wall: script ${perFrame('script')} ms, style and layout ${perFrame('layout')} ms) |`,
  );
  console.log(`| rows changed meanwhile | ${perSecond.toFixed(0)} a second |`);
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  console.log(
    `| loaded for the explorer | ${(bytes / 1_024).toFixed(1)} KiB gzip in ${chunks.length} chunks |`,
  );
} finally {
  await browser.close();
  await portal?.dispose();
}
