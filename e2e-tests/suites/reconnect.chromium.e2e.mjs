import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Browser } from '../browser/Browser.mjs';
import { browserTest } from '../browser/browserTest.mjs';
import { Portal } from '../portal/Portal.mjs';
import { waitFor } from '../waitFor.mjs';

/** Five attempts with full jitter: 15.5 s when chance is against it. */
const POLLING_MS = 25_000;
/** A page that polls tries the socket again after up to a minute. */
const RETRY_MS = 60_000;
const STALE_MS = 20_000;
const READY_MS = 15_000;
const isFull = Boolean(process.env.AGENTOS_E2E_FULL);

let portal;
let browser;
let tab;
let page;

before(async () => {
  portal = await Portal.start();
  browser = await Browser.launch();
  tab = await browser.open(portal, { withClock: !isFull });
  page = tab.page;
  await tab.signInAsGuest();
  await tab.show('Queue');
  await tab.waitForLive('live');
  // A page that loads again has no such mark.
  await page.evaluate(() => {
    window.isSamePage = true;
  });
});

after(async () => {
  await browser?.close();
  await portal?.dispose();
});

const counts = async () => (await tab.rows('Queues')).map(row => `${row.Queue}: ${row['Done today']}`).sort();

const freshness = () => page.locator('[data-freshness]').first();

browserTest(
  'without the server the page says so, and keeps what it knows',
  async () => {
    await waitFor('rows', async () => (await counts()).length === 11);
    const last = await waitFor('counts', async () => {
      const seen = await counts();
      return seen.some(text => !text.endsWith(': 0')) && seen;
    });

    await portal.kill();
    const killedAt = performance.now();
    await tab.waitForLive('reconnecting');
    const kept = await counts();
    assert.deepEqual(
      kept.map(text => text.split(':')[0]),
      last.map(text => text.split(':')[0]),
    );

    await tab.waitForLive('polling', POLLING_MS);
    assert.match(await tab.pill.textContent(), /^Polling/);
    await page.locator('[data-freshness="stale"]').first().waitFor({ timeout: STALE_MS });
    const [, seconds] = /last proved (\d+) s ago/.exec(await freshness().textContent());
    const elapsedSeconds = (performance.now() - killedAt) / 1000;
    // The last proof is at most a round of the warmer older than the kill.
    assert.ok(Math.abs(Number(seconds) - elapsedSeconds) < 8, `${seconds} s, ${elapsedSeconds} s`);
    assert.deepEqual(await counts(), kept);
  },
  { timeout: 120_000 },
);

browserTest(
  'with the server back it is live again by itself',
  async () => {
    const kept = await counts();
    const startedAt = performance.now();
    await portal.start();
    const startMs = performance.now() - startedAt;
    assert.ok(startMs < READY_MS, `The second start took ${startMs} ms`);

    if (!isFull) await page.clock.fastForward(RETRY_MS);
    await tab.waitForLive('live', isFull ? RETRY_MS + 10_000 : 10_000);
    await page.locator('[data-freshness="fresh"]').first().waitFor();
    await waitFor('the rows to move', async () => {
      const seen = await counts();
      return seen.length === kept.length && seen.join() !== kept.join();
    });
    const first = await counts();
    await waitFor('the rows to move again', async () => (await counts()).join() !== first.join());
    assert.equal(await page.evaluate(() => window.isSamePage), true);
  },
  { timeout: 150_000 },
);
