import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before } from 'node:test';
import { Browser } from '../browser/Browser.mjs';
import { browserTest } from '../browser/browserTest.mjs';
import { seriousViolations } from '../browser/seriousViolations.mjs';
import { Portal } from '../portal/Portal.mjs';
import { waitFor } from '../waitFor.mjs';

/** What a person waits for at most; the machine may be slow, and the fleet takes its time to fail. */
const PATIENCE_MS = 120_000;
const JOBS = '/agentos/queue/jobs';

let portal;
let browser;
let tab;
let page;

/** Busier than the sample fleet of app-config.yaml: jobs fail by the dozen. */
const BUSY_FLEET = {
  agentos: {
    instances: [
      {
        id: 'main',
        title: 'Busy fleet',
        environment: 'test',
        sources: [{ id: 'sample', type: 'sample', seed: 1, jobsPerMinute: 1_800 }],
      },
    ],
  },
};

before(async () => {
  portal = await Portal.start({
    config: ['app-config.test.yaml', BUSY_FLEET, { app: { signInProvider: 'oauth2Proxy' } }],
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

async function tabOf(user, options) {
  const opened = await browser.open(portal, { user, ...options });
  opened.page.setDefaultTimeout(PATIENCE_MS);
  await opened.page.goto('/');
  await opened.page.waitForURL('**/agentos/overview');
  await opened.waitForLive('live');
  return opened;
}

const table = (of = page) => of.getByRole('table', { name: 'Jobs', exact: true });

async function show(search = '', of = page) {
  await of.goto(`${JOBS}${search}`);
  await table(of).locator('tbody tr[aria-rowindex]').first().waitFor();
}

/** Jobs that an operation of one a second takes long enough for, however slow the machine is. */
const MANY = 20;

/** Ids of the rows as they stand. */
const ids = (of = page) =>
  table(of)
    .locator('[data-row-opener]')
    .evaluateAll(buttons => buttons.map(button => button.dataset.rowOpener));

const search = of => of.getByRole('combobox', { name: 'Search jobs' });

const paramOf = (name, of = page) => new URL(of.url()).searchParams.get(name);

const found = q =>
  waitFor(
    `${MANY} jobs by ${q}`,
    async () =>
      (await portal.client.get(`/jobs?q=${encodeURIComponent(q)}&limit=1`, 'operator')).total >= MANY,
    PATIENCE_MS,
  );

browserTest(
  'find by error, see what it is about, retry all that match, watch it over a reload, abort',
  async () => {
    await found('state:failed error:error');
    await show();
    await page.keyboard.press('/');
    await page.keyboard.type('sta');
    await page.getByRole('option', { name: /^state:/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('failed error:error');
    await page.keyboard.press('Enter');
    await waitFor('the search in the URL', () => paramOf('q') === 'state:failed error:error');
    await page.getByText(/\d found$/).waitFor();
    await table().locator('tbody:not([data-previous])').waitFor();

    await page.keyboard.press('Tab');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByRole('button', { name: /^Select all [\d,]+ matching$/ }).click();
    await page.locator('[data-operate="job.retry"][aria-disabled="false"]').waitFor();
    await page.keyboard.press('r');
    const drawer = page.getByRole('dialog', { name: /^Retry [\d,]+ jobs$/ });
    await drawer.waitFor();
    await drawer.getByText('state:failed error:error').waitFor();
    const confirm = drawer.getByRole('button', { name: /^Retry [\d,]+$/ });
    const total = Number((await confirm.textContent()).replace(/\D/g, ''));
    assert.ok(total >= MANY);
    assert.equal(await confirm.isDisabled(), true);
    await drawer.getByLabel('At most so many a second').fill('1');
    await drawer.getByLabel(/^Reason \(needed/).fill('the text is there now');
    const starting = page.waitForRequest(request => request.url().endsWith('/start'));
    await confirm.click();
    const started = await starting;
    assert.deepEqual(started.postDataJSON().throttle, { perSecond: 1 });
    const operationId = started.url().split('/').at(-2);

    const docked = page.locator(`[data-operation="${operationId}"]`);
    await docked.getByRole('button', { name: 'Pause' }).click();
    await page.locator(`[data-operation="${operationId}"][data-state="paused"]`).waitFor();
    await page.reload();
    await docked.getByRole('button', { name: 'Resume' }).click();
    await docked.getByRole('button', { name: 'Abort' }).click();
    await page.locator(`[data-operation="${operationId}"][data-state="aborted"]`).waitFor();
    await docked.getByRole('button', { name: 'Outcomes' }).click();
    await docked.getByRole('table', { name: 'Outcomes' }).waitFor();

    const { items } = await portal.client.get(`/audit?operationId=${operationId}`, 'admin');
    assert.equal(items.filter(({ kind }) => kind === 'job.retry').length, total);
    assert.ok(items.every(({ reason }) => reason === 'the text is there now'));
    await docked.getByRole('button', { name: 'Put away' }).click();
    assert.equal(await docked.count(), 0);
  },
  { timeout: 3 * PATIENCE_MS },
);

browserTest('a link opens the same view for a colleague', async () => {
  // What ended some time ago changes no more.
  const until = new Date(Date.now() - 10_000).toISOString();
  await waitFor('jobs that ended by then', async () => {
    const q = encodeURIComponent(`state:completed finished<${until}`);
    return (await portal.client.get(`/jobs?q=${q}&limit=1`, 'operator')).total >= 5;
  });
  const link = { q: `state:completed finished<${until}`, sort: '-duration', columns: 'state,duration,agent' };
  await show(`?${new URLSearchParams(link)}`);
  const mine = (await ids()).slice(0, 5);
  const colleague = await tabOf('viewer');
  await show(page.url().split(JOBS)[1], colleague.page);

  assert.deepEqual((await ids(colleague.page)).slice(0, 5), mine);
  assert.deepEqual(await colleague.page.locator('thead th').allTextContents(), [
    'Job',
    'State',
    'Run',
    'Agent',
  ]);
  assert.equal(await search(colleague.page).inputValue(), link.q);
  // Who may only read sees every control, and why it is not theirs.
  await colleague.page.keyboard.press('j');
  await colleague.page.keyboard.press('x');
  const retry = colleague.page.locator('[data-operate="job.retry"]');
  await waitFor('the reason', async () => {
    await retry.hover();
    return colleague.page.getByRole('tooltip', { name: /agentos\.job\.operate/ }).isVisible();
  });
  assert.equal(await retry.getAttribute('aria-disabled'), 'true');
  await colleague.close();
});

browserTest('by keyboard alone: search, move, select a range, ask, think better of it', async () => {
  await show();
  await page.keyboard.press('/');
  await page.keyboard.type('state:completed');
  await page.keyboard.press('Enter');
  await waitFor('the search in the URL', () => paramOf('q') === 'state:completed');
  await page.getByText(/found$/).waitFor();
  await table().locator('tbody:not([data-previous])').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await page.getByText('3 selected').waitFor();

  await page.locator('[data-operate="job.cancel"][aria-disabled="false"]').waitFor();
  await page.keyboard.press('c');
  const drawer = page.getByRole('dialog', { name: /^Cancel 3 jobs$/ });
  await drawer.waitFor();
  assert.deepEqual(await seriousViolations(page), []);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByText('3 selected').waitFor({ state: 'detached' });

  await page.keyboard.press('Enter');
  await tab.panel.getByRole('heading', { level: 2 }).waitFor();
  assert.ok(paramOf('job'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
});

browserTest('no row moves by itself, and nothing polls', async () => {
  await show();
  await page.getByRole('button', { name: /^\d+ new$/ }).waitFor();
  const held = (await ids()).slice(0, 10);
  const at = Date.now();
  const news = page.getByRole('button', { name: /^\d[\d,]* new$/ });
  const first = Number((await news.textContent()).replace(/\D/g, ''));
  await waitFor('more arrivals', async () => Number((await news.textContent()).replace(/\D/g, '')) > first);
  assert.deepEqual((await ids()).slice(0, 10), held);
  assert.deepEqual(
    tab.traffic.callsSince(at).filter(path => path === '/api/agentos/jobs' && Date.now() - at < 25_000),
    [],
  );
  await news.click();
  await waitFor('the new rows', async () => (await ids())[0] !== held[0]);
});

browserTest('what is listed is saved as a file that a spreadsheet reads as text', async () => {
  await show('?q=state:failed&columns=state');
  await page.getByRole('button', { name: 'Export' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /^The [\d,]+ on the pages read as CSV$/ }).click();
  const file = await (await downloading).path();
  const [head, ...lines] = readFileSync(file, 'utf8').trim().split('\r\n');
  assert.match(head, /^id,instance,source,sourceId,name,queue,state,/);
  assert.ok(lines.length > 0);
  assert.ok(lines.every(line => line.split(',')[6] === 'failed'));
});

browserTest('every state is accessible, in both themes', async () => {
  const LOOKS = [
    { colorScheme: 'light', query: '' },
    { colorScheme: 'dark', query: '' },
    { colorScheme: 'light', query: '?q=name:nothing.is.called.so', says: 'No job matches' },
    { colorScheme: 'dark', query: '?q=stat:failed', says: 'This search cannot be read' },
  ];
  for (const { colorScheme, query, says } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${JOBS}${query}`);
    await (says ? page.getByText(says) : table()).waitFor();
    assert.deepEqual(await seriousViolations(page), [], `${colorScheme} ${query}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  const stranger = await browser.open(portal, { user: 'nobody' });
  await stranger.page.goto('/');
  await stranger.page.waitForURL('**/agentos/overview');
  await stranger.page.goto(JOBS);
  await stranger.page.getByText('You may not see jobs').waitFor();
  await stranger.close();
});
