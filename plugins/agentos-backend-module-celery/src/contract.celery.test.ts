import {
  describeSourceContract,
  type SourceContractSubject,
  waitFor,
} from '@agentos-portal/plugin-agentos-node/testUtils';
import { CeleryFixture } from './__testUtils__/CeleryFixture';

const bound = (fixture: CeleryFixture) => ({
  commands: fixture.commands,
  source: fixture.source.bind(fixture),
  send: fixture.send.bind(fixture),
});

/** One broker and one worker for all tests of a suite: a worker takes seconds to start. */
function describeCelery(
  name: string,
  breaks: (fixture: CeleryFixture) => Pick<SourceContractSubject, 'breakSystem' | 'mendSystem'>,
) {
  let fixture: CeleryFixture | undefined;

  afterAll(() => fixture?.close());

  describeSourceContract(name, async () => {
    if (!fixture) {
      fixture = await CeleryFixture.start();
      await fixture.worker();
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
      ...breaks(fixture),
      dispose: async () => {},
    };
  });
}

describeCelery('celery, broker killed', fixture => ({
  breakSystem: () => fixture.redis.kill(),
  mendSystem: async () => {
    await fixture.redis.launch();
    // Celery 5.2 sometimes takes no tasks any more when its broker was away: one that does joins it.
    await fixture.worker({ name: 'w2' });
  },
}));

describeCelery('celery, broker hangs', ({ redis }) => ({
  breakSystem: async () => redis.suspend(),
  mendSystem: async () => redis.resume(),
}));
