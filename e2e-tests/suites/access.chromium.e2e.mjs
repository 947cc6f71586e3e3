import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser } from '../browser/Browser.mjs';
import { browserTest } from '../browser/browserTest.mjs';
import { SocketClient } from '../live/SocketClient.mjs';
import { Portal } from '../portal/Portal.mjs';
import { waitFor } from '../waitFor.mjs';

let portal;
let browser;

before(async () => {
  portal = await Portal.start({
    config: ['app-config.test.yaml', { app: { signInProvider: 'oauth2Proxy' } }],
  });
  browser = await Browser.launch();
});

after(async () => {
  await browser?.close();
  await portal?.dispose();
});

/** A tab of a user whom the proxy has signed in. */
async function tabOf(user) {
  const tab = await browser.open(portal, { user });
  await tab.page.goto('/');
  await tab.page.waitForURL('**/agentos/overview');
  return tab;
}

/** Waits until the control room says that a section has a status. */
const waitForSection = (tab, name, status) =>
  tab.page
    .getByRole('region', { name: 'Data freshness' })
    .locator('dt', { hasText: new RegExp(`^${name}$`) })
    .locator(`+ dd [data-status="${status}"]`)
    .waitFor();

browserTest('who may not read AgentOS is told so, and sees no row', async () => {
  const tab = await tabOf('stranger');
  await tab.waitForLive('denied');
  assert.match(await tab.pill.textContent(), /Not allowed/);

  await tab.show('Queue');
  await tab.page.getByText('You may not see queues').waitFor();
  await tab.page.getByText('agentos.read').waitFor();
  assert.equal(await tab.page.locator('[data-row-opener]').count(), 0);

  const response = await portal.client.fetch('/ssot', 'stranger');
  assert.equal(response.status, 403);
  assert.equal((await response.json()).error.name, 'NotAllowedError');
  await tab.close();
});

browserTest('who may read but not see payloads has everything except the logs', async () => {
  const tab = await tabOf('viewer');
  await tab.waitForLive('live');
  await waitForSection(tab, 'logs', 'forbidden');
  await waitForSection(tab, 'queues', 'fresh');

  await tab.show('Queue');
  await waitFor('rows', async () => (await tab.rows('Queues')).length === 11);

  const { denied, sections } = await portal.client.get('/ssot', 'viewer');
  assert.deepEqual(denied, ['logs']);
  assert.equal('logs' in sections, false);
  await tab.close();
});

browserTest('who may see payloads has the logs as well', async () => {
  const tab = await tabOf('operator');
  await tab.waitForLive('live');
  await waitForSection(tab, 'logs', 'fresh');

  const { denied, sections } = await portal.client.get('/ssot', 'operator');
  assert.deepEqual(denied, []);
  assert.equal(sections.logs.status, 'fresh');
  await tab.close();
});

browserTest('a payload is shown to those who may see it', async () => {
  const job = await waitFor('a finished job', async () => {
    const { rows } = await portal.client.section('jobs', 'viewer');
    return Object.values(rows).find(({ state }) => state === 'completed');
  });
  const open = async user => {
    const tab = await tabOf(user);
    await tab.page.goto(`/agentos/queue?job=${encodeURIComponent(job.id)}`);
    await tab.panel.getByText(job.sourceId).first().waitFor();
    return tab;
  };

  const viewer = await open('viewer');
  await viewer.panel.getByText('agentos.payload.read').first().waitFor();
  assert.equal(await viewer.panel.getByRole('region', { name: 'Arguments' }).count(), 0);
  const seen = await portal.client.get(`/jobs/${job.id}`, 'viewer');
  assert.equal(seen.args ?? null, null);
  const logs = await portal.client.fetch(`/jobs/${job.id}/logs`, 'viewer');
  assert.equal(logs.status, 403);
  await viewer.close();

  const operator = await open('operator');
  await operator.panel.getByRole('region', { name: 'Arguments' }).waitFor();
  await operator.close();
});

test('the socket refuses the same', async () => {
  await assert.rejects(SocketClient.open(portal, { user: 'stranger' }), /403/);

  const viewer = await SocketClient.open(portal, { user: 'viewer' });
  viewer.send({
    type: 'subscribe',
    rooms: ['admin', 'user:user:default/operator'],
    sections: ['queues', 'logs'],
  });
  const { rooms, sections, denied } = await viewer.message('subscribed');
  assert.deepEqual(rooms.sort(), ['admin', 'user:user:default/viewer']);
  assert.deepEqual(sections, ['queues']);
  assert.deepEqual(denied.sort(), ['logs', 'user:user:default/operator']);
  await viewer.drop();
});
