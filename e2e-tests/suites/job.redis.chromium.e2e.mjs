import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { Browser } from '../browser/Browser.mjs';
import { browserTest } from '../browser/browserTest.mjs';
import { seriousViolations } from '../browser/seriousViolations.mjs';
import { ORDER_NUMBER, OrderQueues, orderSource } from '../fleet/OrderQueues.mjs';
import { RedisServer } from '../processes/RedisServer.mjs';
import { Portal } from '../portal/Portal.mjs';
import { waitFor } from '../waitFor.mjs';

/** Time from the click to the detail of a job that was read while the pointer rested on its row (SCREENS.md 3). */
const WARM_MS = 150;
const CLICKS = 7;

let redis;
let queues;
let portal;
let browser;
let tab;
let page;

before(async () => {
  redis = await RedisServer.create();
  await redis.start();
  queues = await OrderQueues.start(redis.url);
  portal = await Portal.start({
    config: [
      'app-config.test.yaml',
      {
        app: { signInProvider: 'oauth2Proxy' },
        catalog: {
          locations: ['catalog-info.yaml', 'e2e-tests/fleet/orders.catalog.yaml'].map(path => ({
            type: 'file',
            target: `../../${path}`,
          })),
        },
        agentos: {
          instances: [
            {
              id: 'shop',
              title: 'Shop',
              environment: 'test',
              sources: [orderSource(redis.url)],
              agents: [
                {
                  id: 'importer',
                  title: 'Importer',
                  queue: 'orders',
                  taskNames: ['order.import'],
                  objectiveMs: 2000,
                },
              ],
              objectives: [{ agent: 'importer', targetMs: 1500 }],
            },
          ],
        },
      },
    ],
  });
  browser = await Browser.launch();
  tab = await browser.open(portal, { user: 'admin' });
  page = tab.page;
  await page.goto('/');
  await page.waitForURL('**/agentos/overview');
  await tab.waitForLive('live');
});

after(async () => {
  await browser?.close();
  await portal?.dispose();
  await queues?.close();
  await redis?.dispose();
});

afterEach(() => assert.deepEqual(tab.traffic.errors, []));

const pathOf = id => `/agentos/queue/jobs/${encodeURIComponent(id)}`;

const openPage = async (opened, id) => {
  await opened.page.goto(pathOf(id));
  await opened.page.getByRole('group', { name: 'Operations on this job' }).waitFor();
};

const section = (opened, name) =>
  opened.page.locator('section', { has: opened.page.getByRole('heading', { level: 3, name, exact: true }) });

const usable = name => page.locator('button[aria-disabled="false"]').and(page.getByRole('button', { name }));

browserTest('a link opens the job for somebody else as well: why it failed, and every digit', async () => {
  const id = queues.id('orders', 'broken');
  const other = await browser.open(portal, { user: 'operator' });
  for (const opened of [tab, other]) {
    await openPage(opened, id);
    await opened.page.getByText('StockError: no stock for order 6').first().waitFor();
    assert.equal(
      await section(opened, 'Arguments').locator('[data-exact]').first().textContent(),
      ORDER_NUMBER,
    );
    assert.equal(await section(opened, 'Arguments').locator('[data-type="hidden"]').count(), 1);
    assert.equal(await opened.page.getByText('not-shown').count(), 0);
    await section(opened, 'Timeline')
      .getByRole('img', { name: /earlier attempts/ })
      .waitFor();
    const similar = section(opened, 'Similar failures').getByRole('link', { name: /broken-/ });
    await waitFor('three failures like it', async () => (await similar.count()) === 3);
  }
  // What the operator may not read is named.
  await section(other, 'Audit').getByText('You need the permission agentos.audit.read').waitFor();
  assert.deepEqual(other.traffic.errors, []);
  await other.close();
});

browserTest(
  'edit and retry keeps the digits, refuses what is no JSON at its place, and is audited',
  async () => {
    const id = queues.id('orders', 'broken');
    await openPage(tab, id);
    await usable(/^Edit and retry/).click();
    const dialog = page.getByRole('dialog', { name: /^Edit and retry/ });
    const box = dialog.getByRole('textbox', { name: 'Arguments (JSON)' });
    const original = await box.inputValue();
    await dialog.getByText(/^Line 7, column 14: replace \[redacted\]/).waitFor();
    const retry = dialog.getByRole('button', { name: /^Retry with these/ });
    assert.equal(await retry.getAttribute('aria-disabled'), 'true');
    assert.deepEqual(await seriousViolations(page), []);

    await box.fill(original.replace('"rate": 0.10,', '"rate": 0.10'));
    await dialog.getByText('Line 4, column 3: expected a comma or }').waitFor();
    await dialog.getByRole('button', { name: 'Go there' }).click();
    assert.equal(
      await box.evaluate(({ value, selectionStart }) => value.slice(selectionStart).startsWith('"customer"')),
      true,
    );

    const edited = original.replace('[redacted]', 'known').replace('"dryRun": false', '"dryRun": true');
    await box.fill(edited);
    for (const path of ['customer.token', 'dryRun']) await dialog.getByText(path, { exact: true }).waitFor();
    await dialog.locator('button[aria-disabled="false"]').and(retry).click();
    await dialog.getByRole('status').filter({ hasText: 'Edit and retry: done' }).waitFor();
    await dialog.getByRole('button', { name: 'Back' }).click();

    await page.locator('[data-status="completed"]').first().waitFor();
    const data = await queues.data('broken');
    assert.ok(data.includes(`"order":${ORDER_NUMBER},"rate":0.10,`), data);
    assert.ok(data.includes('"dryRun":true'), data);
    await section(tab, 'Audit')
      .getByRole('row', { name: /Edit and retry.*succeeded/ })
      .waitFor();
  },
);

browserTest('the log follows a job that runs until somebody scrolls up or pauses', async () => {
  await openPage(tab, queues.id('orders', 'running'));
  const log = section(tab, 'Log');
  const last = async () => Number(await log.locator('[data-line]').last().getAttribute('data-line'));
  await log.locator('[data-line]').first().waitFor();
  await log.locator('[data-tail="true"]').waitFor();
  const seen = await last();
  await waitFor('another line', async () => (await last()) > seen);
  await waitFor('lines enough to scroll', async () => (await last()) > 25, 60_000);

  const box = log.getByRole('log');
  await box.evaluate(element => {
    element.scrollTop = 0;
  });
  await log.locator('[data-tail="false"]').waitFor();
  const held = await last();
  await waitFor('another line', async () => (await last()) > held);
  assert.equal(await box.evaluate(element => element.scrollTop), 0);

  await log.getByRole('button', { name: 'Pause' }).click();
  await log.locator('[data-tail="paused"]').waitFor();
  await log.getByRole('searchbox', { name: 'Search the log' }).fill('exported 7 rows');
  await log.getByText(/^1 of \d+ lines$/).waitFor();
  assert.equal(await log.locator('mark').textContent(), 'exported 7 rows');
});

browserTest('a flow leads from the parent to its children and back', async () => {
  await openPage(tab, queues.id('invoices', 'close'));
  const flow = section(tab, 'Flow');
  await flow.getByText('2 of 3 children completed').waitFor();
  await flow.getByRole('link', { name: /^invoice\.tax/ }).click();
  await page.waitForURL(`**${pathOf(queues.id('invoices', 'tax'))}`);
  await page.getByRole('heading', { level: 2, name: 'invoice.tax' }).waitFor();
  await section(tab, 'Flow')
    .getByRole('link', { name: /^invoice\.close/ })
    .click();
  await page.getByRole('heading', { level: 2, name: 'invoice.close' }).waitFor();
});

browserTest('what cannot be shown says why: too large, not permitted, gone', async () => {
  await openPage(tab, queues.id('orders', 'large'));
  await section(tab, 'Arguments')
    .getByText(/It has 1\.4 MiB: more than is read/)
    .waitFor();

  const viewer = await browser.open(portal, { user: 'viewer' });
  await openPage(viewer, queues.id('orders', 'done'));
  for (const part of ['Arguments', 'Result', 'Log'])
    await section(viewer, part).getByText('You need the permission agentos.payload.read').waitFor();
  await viewer.close();

  await page.goto(pathOf(queues.id('orders', 'nothing')));
  await page.getByText('Its engine no longer keeps this job').waitFor();
  // The browser itself tells of the 404.
  tab.traffic.errors.length = 0;
});

browserTest('a job opens beside its list by the keyboard alone, and the focus returns', async () => {
  await page.goto('/agentos/overview');
  const table = page.getByRole('table', { name: 'Recent jobs' });
  await table.locator('[data-row-opener]').first().focus();
  const name = await table.locator('[data-row-opener]:focus').textContent();
  await page.keyboard.press('Enter');
  await tab.panel.getByRole('heading', { level: 2 }).waitFor();
  await tab.panel.getByRole('group', { name: 'Operations on this job' }).waitFor();
  await page.keyboard.press('Escape');
  await tab.panel.waitFor({ state: 'hidden' });
  assert.equal(await page.locator('[data-row-opener]:focus').textContent(), name);
});

browserTest('a job whose row the pointer rests on is there when it is clicked', async () => {
  await page.goto('/agentos/queue?selected=shop.orders');
  const rows = tab.panel.locator('[data-row-opener*="broken-"]');
  await rows.first().waitFor();
  const times = [];
  for (let click = 0; click < CLICKS; click += 1) {
    const row = rows.nth(click % 3);
    await row.hover();
    await page.waitForLoadState('networkidle');
    // Measured in the page, from the event to the arguments in the document.
    times.push(
      await row.evaluate(
        element =>
          new Promise(resolve => {
            const { ownerDocument } = element;
            const from = ownerDocument.defaultView.performance.now();
            const watch = new ownerDocument.defaultView.MutationObserver(() => {
              if (!ownerDocument.querySelector('[data-exact]')) return;
              watch.disconnect();
              resolve(ownerDocument.defaultView.performance.now() - from);
            });
            watch.observe(ownerDocument.body, { childList: true, subtree: true });
            element.click();
          }),
      ),
    );
    await page.keyboard.press('Escape');
    await rows.first().waitFor();
  }
  const sorted = [...times].sort((a, b) => a - b).map(Math.round);
  const median = sorted[Math.floor(CLICKS / 2)];
  console.error(
    `Job from click to content, warm: median ${median} ms (${sorted.join(', ')}), target ${WARM_MS} ms`,
  );
});

browserTest(
  'schedules: the next runs of a pattern before it is saved, and the saved one in the list',
  async () => {
    await page.goto('/agentos/queue/schedules');
    await page
      .getByRole('table', { name: 'Schedules' })
      .getByRole('row', { name: /nightly.*at 03:00/ })
      .waitFor();
    await usable('New schedule').click();
    const dialog = page.getByRole('dialog', { name: 'New schedule' });
    const pattern = dialog.getByRole('textbox', { name: 'Cron pattern' });
    await pattern.fill('0 25 * * *');
    await dialog.getByText('hour: 25 is not from 0 to 23').first().waitFor();
    assert.deepEqual(await seriousViolations(page), []);
    await pattern.fill('*/10 8-17 * * MON-FRI');
    await dialog.getByRole('textbox', { name: 'Key of the schedule' }).fill('office');
    await dialog.getByRole('combobox', { name: 'Queue' }).click();
    await page.getByRole('option', { name: 'orders (shop)' }).click();
    await waitFor('five runs', async () => (await dialog.getByRole('listitem').count()) === 5);
    await dialog
      .locator('button[aria-disabled="false"]')
      .and(dialog.getByRole('button', { name: /^Save/ }))
      .click();
    await dialog.getByRole('status').filter({ hasText: 'Change: done' }).waitFor();
    await dialog.getByRole('button', { name: 'Back' }).click();
    await page
      .getByRole('row', { name: /office.*every 10 minutes from 08:00 to 17:59 on Monday to Friday/ })
      .waitFor();

    await page.getByRole('button', { name: 'office' }).click();
    const pause = tab.panel.getByRole('button', { name: /^Pause schedule/ });
    await tab.panel.locator('button[aria-disabled="true"]').and(pause).hover();
    await page.getByRole('tooltip').getByText('BullMQ cannot pause a schedule').waitFor();
  },
);

browserTest('an entity that names a queue shows how it is and its jobs', async () => {
  await page.goto('/catalog/default/resource/test-orders-queue');
  await page.getByRole('region', { name: 'orders' }).getByText('healthy').waitFor();
  await page.goto('/catalog/default/resource/test-orders-queue/jobs');
  await page
    .getByRole('button', { name: /^order\.import/ })
    .first()
    .click();
  await tab.panel.getByRole('heading', { level: 2, name: 'order.import' }).waitFor();
});

browserTest('nothing serious for axe in either theme', async () => {
  const found = new Set();
  const paths = [
    pathOf(queues.id('orders', 'broken-2')),
    pathOf(queues.id('orders', 'running')),
    pathOf(queues.id('invoices', 'close')),
    '/agentos/queue?selected=shop.archive',
    '/agentos/queue/schedules?selected=shop.orders.nightly',
  ];
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole('group', { name: /^Operations on this/ }).waitFor();
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      (await seriousViolations(page)).forEach(violation => found.add(`${path} ${colorScheme} ${violation}`));
    }
  }
  assert.deepEqual([...found], []);
});
