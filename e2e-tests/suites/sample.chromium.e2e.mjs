import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { Browser } from '../browser/Browser.mjs';
import { browserTest } from '../browser/browserTest.mjs';
import { seriousViolations } from '../browser/seriousViolations.mjs';
import { Portal } from '../portal/Portal.mjs';
import { waitFor } from '../waitFor.mjs';

const TABS = ['Control room', 'Queue', 'Workers', 'Agents'];
const WATCHED_MS = process.env.AGENTOS_E2E_FULL ? 60_000 : 15_000;
/** HTTP calls an open tab may make in a minute (GOALS.md P11). */
const CALLS_A_MINUTE = 5;

let portal;
let browser;
let tab;
let page;

before(async () => {
  portal = await Portal.start();
  browser = await Browser.launch();
  tab = await browser.open(portal);
  page = tab.page;
});

after(async () => {
  await browser?.close();
  await portal?.dispose();
});

afterEach(() => {
  assert.deepEqual(tab.traffic.errors, []);
  assert.deepEqual(tab.traffic.foreign(portal), []);
});

/** Waits until counts of the table of queues change. Ages are left out: they change by themselves. */
async function waitForMovingQueues() {
  const counts = async () =>
    (await tab.rows('Queues'))
      .map(row => [row.Queue, row.Queued, row.Processing, row['Done today']].join(' '))
      .sort()
      .join();
  const earlier = await counts();
  await waitFor('the rows to change', async () => (await counts()) !== earlier);
}

browserTest('a guest signs in and sees a control room that moves', async () => {
  await tab.signInAsGuest();

  await page.getByRole('button', { name: 'SAMPLE', exact: true }).waitFor();
  await tab.waitForLive('live');
  const events = page.getByRole('group', { name: 'All events' });
  await waitFor('three events', async () => (await events.locator('[data-event]').count()) >= 3);
});

browserTest('every tab shows its rows, under the SAMPLE badge', async () => {
  const tabs = [
    ['Control room', 2, () => tab.rows('Services')],
    ['Queue', 11, () => tab.rows('Queues')],
    ['Workers', 11, () => page.locator('article[data-tier]').all()],
    ['Agents', 11, () => tab.rows('Agents')],
  ];
  for (const [name, atLeast, rows] of tabs) {
    await tab.show(name);
    await page.getByRole('button', { name: 'SAMPLE', exact: true }).waitFor();
    await waitFor(`rows of ${name}`, async () => (await rows()).length >= atLeast);
  }
});

browserTest('rows change over the socket alone, without polling', async () => {
  await tab.show('Queue');
  const startedAt = Date.now();

  await waitForMovingQueues();
  while (Date.now() - startedAt < WATCHED_MS) {
    for (const name of TABS) {
      await tab.show(name);
      await page.waitForTimeout(WATCHED_MS / TABS.length / 3);
    }
  }
  await tab.show('Queue');
  await waitForMovingQueues();

  // What a page asks for when it is first opened is no polling; asking again is.
  const calls = tab.traffic.callsSince(startedAt);
  const own = calls.filter(path => path.startsWith('/api/agentos/'));
  assert.deepEqual([...new Set(own)], own);
  assert.deepEqual(
    own.filter(path => path.startsWith('/api/agentos/ssot')),
    [],
  );
  const minutes = Math.ceil((Date.now() - startedAt) / 60_000);
  assert.ok(calls.length <= CALLS_A_MINUTE * minutes, calls.join('\n'));
  assert.equal(tab.traffic.sockets.length, 1);
});

browserTest('a row opens and closes by the keyboard alone', async () => {
  await tab.show('Queue');
  const filter = page.getByRole('textbox', { name: 'Filter queues' });
  const opener = page.locator('[data-row-opener]:focus');

  await page.keyboard.press('/');
  assert.equal(await filter.evaluate(box => box.ownerDocument.activeElement === box), true);
  await waitFor('a row under the keyboard', async () => {
    await page.keyboard.press('Tab');
    return (await opener.count()) === 1;
  });
  const name = await opener.textContent();

  await page.keyboard.press('Enter');
  const title = tab.panel.getByRole('heading', { level: 2 });
  await title.waitFor();
  assert.equal(await title.textContent(), name);

  await page.keyboard.press('Escape');
  await tab.panel.waitFor({ state: 'hidden' });
  await waitFor('the keyboard at the same row', async () => (await opener.textContent()) === name);

  await page.keyboard.press('j');
  await waitFor('the keyboard at the next row', async () => (await opener.textContent()) !== name);
});

browserTest('? shows the keys, Esc hides them', async () => {
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.getByText('Go to the filter').waitFor();

  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
});

browserTest('a reload keeps the filter and the panel', async () => {
  await tab.show('Queue');
  await page.keyboard.press('/');
  await page.keyboard.type('embed');
  await waitFor('one row', async () => (await tab.rows('Queues')).length === 1);
  await page.getByRole('button', { name: 'embed', exact: true }).click();
  await tab.panel.waitFor();
  const url = page.url();

  await page.reload();

  await tab.panel.getByRole('heading', { name: 'embed', level: 2 }).waitFor();
  assert.equal(page.url(), url);
  assert.deepEqual(
    (await tab.rows('Queues')).map(row => row.Queue),
    ['embed'],
  );
  const filter = page.getByRole('textbox', { name: 'Filter queues' });
  assert.equal(await filter.inputValue(), 'embed');
  await page.keyboard.press('Escape');
});

async function assertNothingSerious(colorScheme) {
  await page.emulateMedia({ colorScheme });
  const found = new Set();
  const look = async () => (await seriousViolations(page)).forEach(violation => found.add(violation));
  for (const name of TABS) {
    await tab.show(name);
    await tab.waitForLive('live');
    await look();
  }
  await tab.show('Queue');
  await page.locator('[data-row-opener]').first().click();
  await tab.panel.waitFor();
  await look();
  await page.keyboard.press('Escape');
  assert.deepEqual([...found], []);
}

browserTest('nothing serious for axe in the light theme', () => assertNothingSerious('light'));
browserTest('nothing serious for axe in the dark theme', () => assertNothingSerious('dark'));
