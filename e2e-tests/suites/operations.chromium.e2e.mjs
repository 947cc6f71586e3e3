import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { Browser } from '../browser/Browser.mjs';
import { browserTest } from '../browser/browserTest.mjs';
import { seriousViolations } from '../browser/seriousViolations.mjs';
import { Portal } from '../portal/Portal.mjs';
import { waitFor } from '../waitFor.mjs';

/** What a person waits for at most; the machine may be slow, and the fleet takes its time to fail. */
const PATIENCE_MS = 90_000;
const OPERATOR = 'user:default/operator';

let portal;
let browser;
let tab;
let page;

before(async () => {
  portal = await Portal.start({
    config: ['app-config.test.yaml', { app: { signInProvider: 'oauth2Proxy' } }],
  });
  browser = await Browser.launch();
  tab = await tabOf('operator');
  page = tab.page;
});

after(async () => {
  await browser?.close();
  await portal?.dispose();
});

afterEach(() => assert.deepEqual(tab.traffic.errors, []));

async function tabOf(user) {
  const opened = await browser.open(portal, { user });
  opened.page.setDefaultTimeout(PATIENCE_MS);
  await opened.page.goto('/');
  await opened.page.waitForURL('**/agentos/overview');
  await opened.waitForLive('live');
  return opened;
}

const jobIn = (states, found = () => true) =>
  waitFor(
    `a job that is ${states.join(' or ')}`,
    async () => {
      const { rows } = await portal.client.section('jobs', 'operator');
      return Object.values(rows).find(job => states.includes(job.state) && found(job));
    },
    PATIENCE_MS,
  );

const auditOf = async target => {
  const { items } = await portal.client.get(`/audit?target=${encodeURIComponent(target)}`, 'admin');
  return items;
};

/** Holds the requests that begin an operation until they are let go, so that what is shown meanwhile can be looked at. */
async function holdOperations() {
  let release;
  const held = new Promise(resolve => {
    release = resolve;
  });
  const pattern = /\/api\/agentos\/operations(\/[^/]+\/start)?$/;
  await page.route(pattern, async route => {
    const isStart = route.request().method() === 'POST' && !route.request().postDataJSON()?.dryRun;
    if (isStart) await held;
    await route.continue();
  });
  return async () => {
    release();
    await page.unroute(pattern, { behavior: 'wait' });
  };
}

const openJob = async (opened, id) => {
  await opened.page.goto(`/agentos/queue?job=${encodeURIComponent(id)}`);
  await opened.panel.getByRole('group', { name: 'Operations on this job' }).waitFor();
};

const badge = (status, isExpected) =>
  page.locator(`[data-status="${status}"]${isExpected ? '[data-expected]' : ':not([data-expected])'}`);

const usable = async (scope, name) => {
  const button = scope.getByRole('button', { name });
  await scope.locator('button[aria-disabled="false"]').and(button).first().waitFor();
  return button.first();
};

const fillReason = text => page.getByLabel(/^Reason \(/).fill(text);

/** Its jobs wait until they are looked at. */
async function pauseQueue(name) {
  const response = await portal.client.post(
    '/operations',
    {
      kind: 'queue.pause',
      targets: { ids: [`sample.${name}`] },
      reason: 'a test looks at what waits',
      idempotencyKey: `pause-${name}`,
    },
    'operator',
  );
  assert.equal(response.status, 202);
}

browserTest(
  'failed jobs are retried from what needs attention: expected at once, then confirmed, and audited',
  async () => {
    await jobIn(['failed']);
    const attention = page.getByRole('region', { name: 'Needs attention' });
    const item = attention.getByRole('listitem').filter({ has: page.locator('[aria-keyshortcuts="r"]') });
    await item.first().waitFor();
    const release = await holdOperations();
    await (await usable(item.first(), /^Retry/)).click();
    const dialog = page.getByRole('dialog').filter({ hasText: 'Retry' });
    const confirm = dialog.getByRole('button', { name: /^Retry \d/ });
    await confirm.waitFor();

    // Above one target it needs a reason.
    const isMany = (await confirm.textContent()) !== 'Retry 1';
    assert.equal(await confirm.isDisabled(), isMany);
    await fillReason('the model is back');
    const starting = page.waitForRequest(request => request.url().endsWith('/start'));
    await confirm.click();
    const operationId = (await starting).url().split('/').at(-2);

    // Behind the dialog no role is told.
    const expected = page.locator(
      'section[aria-label="Needs attention"] [data-status="queued"][data-expected]',
    );
    await expected.first().waitFor();
    assert.match(await expected.first().textContent(), /queued, expected, not confirmed yet/);
    await release();
    await dialog.getByText(/^Done: [1-9]/).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await waitFor('the rows to say so', async () => (await expected.count()) === 0, PATIENCE_MS);

    const { items } = await portal.client.get(`/audit?operationId=${operationId}`, 'admin');
    const done = items.filter(({ outcome }) => outcome === 'succeeded');
    assert.ok(done.length > 0);
    for (const row of items) {
      assert.equal(row.actor, OPERATOR);
      assert.equal(row.kind, 'job.retry');
      assert.equal(row.reason, 'the model is back');
    }
  },
  { timeout: 3 * PATIENCE_MS },
);

browserTest(
  'c cancels a waiting job from its panel, after it was confirmed',
  async () => {
    await pauseQueue('embed');
    const job = await jobIn(['queued'], ({ queue }) => queue === 'embed');
    await openJob(tab, job.id);
    await usable(tab.panel, /^Cancel job/);
    await page.keyboard.press('c');
    const confirm = page.getByRole('button', { name: 'Cancel 1' });
    await confirm.waitFor();
    const release = await holdOperations();

    await confirm.click();
    await badge('cancelled', true).first().waitFor();
    await release();
    await badge('cancelled', false).first().waitFor();
    assert.equal(await badge('cancelled', true).count(), 0);

    const [row] = await waitFor('the audit', async () => {
      const rows = await auditOf(job.id);
      return rows[0]?.outcome === 'succeeded' && rows;
    });
    assert.equal(row.kind, 'job.cancel');
    assert.equal(row.actor, OPERATOR);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
  },
  { timeout: 3 * PATIENCE_MS },
);

browserTest(
  'r retries the job of the open panel, and nothing while somebody types',
  async () => {
    const job = await jobIn(['cancelled'], ({ queue }) => queue === 'embed');
    await openJob(tab, job.id);
    await usable(tab.panel, /^Retry job/);
    await page.getByRole('textbox', { name: 'Filter queues' }).fill('');
    await page.keyboard.type('r');
    assert.equal(await badge('queued', true).count(), 0);
    await page.getByRole('textbox', { name: 'Filter queues' }).fill('');
    await tab.panel.getByRole('heading', { level: 2 }).focus();
    const release = await holdOperations();

    await page.keyboard.press('r');
    await badge('queued', true).first().waitFor();
    await release();
    await tab.panel.locator('[data-status="queued"]:not([data-expected])').first().waitFor();

    await waitFor('the audit', async () => (await auditOf(job.id)).some(({ kind }) => kind === 'job.retry'));
  },
  { timeout: 3 * PATIENCE_MS },
);

browserTest(
  'removing asks for a reason even for one job',
  async () => {
    const job = await jobIn(['completed']);
    await openJob(tab, job.id);
    await (await usable(tab.panel, /^Remove job/)).click();
    const confirm = page.getByRole('button', { name: 'Remove 1' });
    await confirm.waitFor();
    assert.equal(await confirm.isDisabled(), true);
    await fillReason('   ');
    assert.equal(await confirm.isDisabled(), true);
    await fillReason('holds what it should not');
    assert.equal(await confirm.isDisabled(), false);
    assert.deepEqual(await seriousViolations(page), []);

    await page.getByRole('button', { name: 'Back' }).click();
    assert.deepEqual(await auditOf(job.id), []);
  },
  { timeout: 2 * PATIENCE_MS },
);

browserTest(
  'a worker that drains says so, and can be told to take jobs again',
  async () => {
    const { rows } = await portal.client.section('workers', 'operator');
    const worker = Object.values(rows).find(({ name }) => name.startsWith('embed'));
    assert.ok(worker, Object.keys(rows).join());
    await page.goto(`/agentos/workers?selected=${encodeURIComponent(worker.id)}`);
    const to = async (title, status) => {
      await (await usable(tab.panel, new RegExp(`^${title} worker`))).click();
      const confirm = page.getByRole('button', { name: `${title} 1` });
      await confirm.waitFor();
      assert.equal(await confirm.isDisabled(), true);
      await fillReason('a new release');
      await confirm.click();
      await page.getByText(/^Done: 1/).waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await waitFor('its row', async () => {
        const { rows: now } = await portal.client.section('workers', 'operator');
        return now[worker.id].draining === status;
      });
    };

    await to('Drain', true);
    await tab.panel.locator('[data-status="draining"]:not([data-expected])').waitFor();
    await page.locator('article [data-status="draining"]:not([data-expected])').waitFor();
    await to('Resume', false);
    await waitFor('the flag to go', async () => (await badge('draining', false).count()) === 0, PATIENCE_MS);
  },
  { timeout: 3 * PATIENCE_MS },
);

browserTest(
  'who may only read sees why the buttons are disabled, and is refused by the server as well',
  async () => {
    const job = await jobIn(['completed']);
    const viewer = await tabOf('viewer');
    await openJob(viewer, job.id);
    const remove = viewer.panel.getByRole('button', { name: /^Remove job/ });
    await viewer.panel.locator('button[aria-disabled="true"]').and(remove).waitFor();
    await remove.hover();
    await viewer.page.getByRole('tooltip').getByText('You need the permission agentos.job.operate').waitFor();
    await remove.click({ force: true });
    assert.equal(await viewer.page.getByRole('button', { name: 'Remove 1' }).count(), 0);

    for (const dryRun of [false, true]) {
      const response = await portal.client.post(
        '/operations',
        {
          kind: 'job.remove',
          targets: { ids: [job.id] },
          reason: 'because',
          idempotencyKey: `viewer-${dryRun}`,
          dryRun,
        },
        'viewer',
      );
      assert.equal(response.status, 403);
      assert.equal((await response.json()).error.name, 'NotAllowedError');
    }
    assert.deepEqual(await auditOf(job.id), []);
    await viewer.close();
  },
  { timeout: 2 * PATIENCE_MS },
);
