import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Browser } from '../browser/Browser.mjs';
import { browserTest } from '../browser/browserTest.mjs';
import { Portal } from '../portal/Portal.mjs';
import { waitFor } from '../waitFor.mjs';

/** A page that polls tries the socket again after up to a minute. */
const RETRY_MS = 60_000;
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

browserTest('without the server the page says so, and keeps what it knows', async () => {
  await waitFor('rows', async () => (await counts()).length === 11);
  const last = await waitFor('counts', async () => {
    const seen = await counts();
    return seen.some(text => !text.endsWith(': 0')) && seen;
  });

  const { collectedAt } = await portal.client.section('queues');
  await portal.kill();
  await tab.waitForLive('reconnecting');
  const kept = await counts();
  assert.deepEqual(
    kept.map(text => text.split(':')[0]),
    last.map(text => text.split(':')[0]),
  );

  // After five attempts with full jitter.
  await tab.waitForLive('polling');
  assert.match(await tab.pill.textContent(), /^Polling/);
  await page.locator('[data-freshness="stale"]').first().waitFor();
  await waitFor('the age of the last proof', async () => {
    const [, seconds] = /last proved (\d+) s ago/.exec(await freshness().textContent());
    const elapsedSeconds = (Date.now() - Date.parse(collectedAt)) / 1000;
    // The next proof may have come right before the kill.
    return Math.abs(Number(seconds) - elapsedSeconds) < 8;
  });
  assert.deepEqual(await counts(), kept);
});

browserTest('with the server back it is live again by itself', async () => {
  const kept = await counts();
  await portal.start();

  if (!isFull) await page.clock.fastForward(RETRY_MS);
  await tab.waitForLive('live', isFull ? 2 * RETRY_MS : undefined);
  await page.locator('[data-freshness="fresh"]').first().waitFor();
  await waitFor('the rows to move', async () => {
    const seen = await counts();
    return seen.length === kept.length && seen.join() !== kept.join();
  });
  const first = await counts();
  await waitFor('the rows to move again', async () => (await counts()).join() !== first.join());
  assert.equal(await page.evaluate(() => window.isSamePage), true);
});
