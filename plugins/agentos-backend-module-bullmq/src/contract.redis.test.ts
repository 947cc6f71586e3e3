import { describeSourceContract, waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { BullmqFixture } from './__testUtils__/BullmqFixture';

async function createSubject() {
  const fixture = await BullmqFixture.start();
  const queue = fixture.queue('embed');
  await queue.waitUntilReady();
  const worker = await fixture.worker('embed', async () => 'done');
  let completed = 0;
  worker.on('completed', () => {
    completed += 1;
  });
  return {
    fixture,
    source: fixture.source({ queues: ['embed', 'not-there'] }),
    async runOneJob() {
      const before = completed;
      await queue.add('embed.document', { text: 'a' });
      await waitFor(() => completed > before, 'the job');
    },
    dispose: () => fixture.close(),
  };
}

describeSourceContract('bullmq, Redis killed', async () => {
  const subject = await createSubject();
  const { redis } = subject.fixture;
  return {
    ...subject,
    breakSystem: () => redis.kill(),
    mendSystem: () => redis.launch(),
  };
});

describeSourceContract('bullmq, Redis hangs', async () => {
  const subject = await createSubject();
  const { redis } = subject.fixture;
  return {
    ...subject,
    breakSystem: async () => redis.suspend(),
    mendSystem: async () => redis.resume(),
  };
});
