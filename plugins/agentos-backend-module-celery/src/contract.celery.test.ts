import {
  describeSourceContract,
  type SourceContractSubject,
  waitFor,
} from '@agentos-portal/plugin-agentos-node/testUtils';
import { CeleryFixture } from './__testUtils__/CeleryFixture';
import type { CeleryWorker } from './__testUtils__/CeleryWorker';

const bound = (fixture: CeleryFixture) => ({
  commands: fixture.commands,
  source: fixture.source.bind(fixture),
  send: fixture.send.bind(fixture),
});

/** One broker and one worker for all tests of a suite: a worker takes seconds to start. */
function describeCelery(
  name: string,
  breaks: (
    fixture: CeleryFixture,
    worker: CeleryWorker,
  ) => Pick<SourceContractSubject, 'breakSystem' | 'mendSystem'>,
) {
  let fixture: CeleryFixture | undefined;
  let worker: CeleryWorker;

  afterAll(() => fixture?.close());

  describeSourceContract(name, async () => {
    if (!fixture) {
      fixture = await CeleryFixture.start();
      worker = await fixture.worker();
      // Celery keeps no list of tasks that ended: what can be listed without a feed is what waits.
      await fixture.send('test.note', ['waits'], { queue: 'parked' });
    }
    const { commands, source, send } = bound(fixture);
    return {
      source: source({ queues: ['parked', 'not-there'] }),
      async runOneJob() {
        const id = await send('test.note', ['a word']);
        await waitFor(
          async () => (await commands.get(`celery-task-meta-${id}`))?.includes('SUCCESS'),
          'the result of the task',
        );
      },
      ...breaks(fixture, worker),
      dispose: async () => {},
    };
  });
}

describeCelery('celery, broker killed', (fixture, worker) => ({
  breakSystem: () => fixture.redis.kill(),
  mendSystem: async () => {
    await fixture.redis.launch();
    // Celery 5.2 sometimes takes no tasks any more when its broker was away: one that does takes its place.
    await worker.kill();
    await fixture.worker({ name: 'w2' });
    // What ran before the source has asked for task events was told to nobody.
    await fixture.told();
  },
}));

describeCelery('celery, broker hangs', ({ redis }) => ({
  breakSystem: async () => redis.suspend(),
  mendSystem: async () => redis.resume(),
}));
