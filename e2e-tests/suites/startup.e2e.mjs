import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Portal } from '../portal/Portal.mjs';

const END_MS = 180_000;

const started = [];

after(async () => {
  for (const portal of started) await portal.dispose();
});

async function create(options) {
  const portal = await Portal.create(options);
  started.push(portal);
  return portal;
}

/** How long a start takes, ms. */
async function startTime(portal) {
  const startedAt = performance.now();
  await portal.start();
  return performance.now() - startedAt;
}

const withSource = source => ({
  agentos: { instances: [{ id: 'main', sources: [source] }] },
});

/** Configurations that are wrong, and what the message has to say. */
const WRONG = [
  {
    what: 'a number that is none',
    config: withSource({ id: 'sample', type: 'sample', jobsPerMinute: 'many' }),
    field: 'agentos.instances[0].sources[0].jobsPerMinute',
    expectation: /a number from 0 to \d+/,
  },
  {
    what: 'a source of an unknown type',
    config: withSource({ id: 'queues', type: 'carrier-pigeon' }),
    field: 'agentos.instances[0].sources[0].type',
    expectation: /bullmq.*sample|sample.*bullmq/,
  },
  {
    what: 'a URL that is none',
    config: withSource({
      id: 'queues',
      type: 'bullmq',
      redis: { url: 'garbage with hunter2' },
    }),
    field: 'agentos.instances[0].sources[0].redis.url',
    expectation: /redis:\/\//,
    secret: 'hunter2',
  },
  {
    what: 'a period that is too short',
    config: { agentos: { warmer: { everySeconds: 0 } } },
    field: 'agentos.warmer.everySeconds',
    expectation: /1/,
  },
];

test('a wrong configuration ends the start with its field and what is expected', async t => {
  // All at once: each takes its seconds.
  const starts = await Promise.all(
    WRONG.map(async wrong => {
      const portal = await create({ config: [wrong.config] });
      const child = portal.launch();
      return { ...wrong, child, end: await child.end(END_MS) };
    }),
  );
  for (const { what, field, expectation, secret, child, end } of starts) {
    await t.test(what, () => {
      assert.ok(end.code > 0, `exit code ${end.code}`);
      const lines = child.output.split('\n');
      const said = lines.filter(line => line.includes(field)).join('\n');
      assert.match(said, expectation, child.tail);
      if (secret) assert.equal(child.output.includes(secret), false);
    });
  }
});

test(
  'a second portal on one database refuses to start, a later one takes over',
  { timeout: 600_000 },
  async () => {
    const first = await create();
    const firstMs = await startTime(first);
    const second = await create({
      env: {
        APP_CONFIG_backend_database_connection_directory: first.folder,
      },
    });

    const child = second.launch();
    const { code } = await child.end(END_MS);

    assert.ok(code > 0, `exit code ${code}`);
    assert.match(child.output, new RegExp(`process ${first.process.pid} .*uses this database`));
    assert.equal(await first.client.isReady(), true);

    await first.kill();
    const secondMs = await startTime(second);
    assert.ok(secondMs < 3 * firstMs, `It took ${secondMs} ms, the first start ${firstMs} ms`);
  },
);
