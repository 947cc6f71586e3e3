import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const { ConfigSources } = require('@backstage/config-loader');
const { agents, pipelines } = require('../examples/fleet/src/agents/fleet');

const FILES = ['app-config.yaml', 'app-config.redis.yaml', 'app-config.celery.yaml', 'app-config.mixed.yaml'];

async function instanceOf(file) {
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      watch: false,
      rootDir: root,
      argv: ['--config', join(root, file)],
      env: { REDIS_URL: 'redis://127.0.0.1:6379', BROKER_URL: 'redis://127.0.0.1:6379/0' },
    }),
  );
  config.close();
  return config.get('agentos.instances')[0];
}

for (const file of FILES) {
  test(`${file} declares the agents and pipelines of the fleet`, async () => {
    const instance = await instanceOf(file);

    assert.deepEqual(
      instance.agents.map(({ owner, ...agent }) => agent),
      agents.map(({ id, title, pipeline, queue, taskName, objectiveMs }) => ({
        id,
        title,
        pipeline,
        queue,
        taskNames: [taskName],
        objectiveMs,
      })),
    );
    assert.deepEqual(
      instance.pipelines,
      pipelines.map(({ id, title }) => ({ id, title })),
    );
  });
}

for (const file of FILES.slice(1)) {
  test(`${file} watches every queue of the fleet`, async () => {
    const { sources } = await instanceOf(file);

    for (const { queues } of sources) {
      assert.deepEqual(
        queues,
        agents.map(({ queue }) => queue),
      );
    }
  });
}
