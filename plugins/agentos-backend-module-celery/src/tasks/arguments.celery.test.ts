import type { ExactJson } from '@agentos-portal/plugin-agentos-common';
import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { CeleryFixture, waitForState } from '../__testUtils__/CeleryFixture';
import { runPython } from '../__testUtils__/CeleryWorker';

describe('arguments of tasks', () => {
  let fixture: CeleryFixture;

  beforeAll(async () => {
    fixture = await CeleryFixture.start();
  });

  afterAll(() => fixture.close());

  it('are told as searches read them, of what runs and of what waits', async () => {
    await fixture.worker();
    const { sink } = await fixture.started({}, { readsArguments: true });
    const silent = await fixture.started();
    await fixture.told();
    const [ran, waits] = (
      await runPython(
        fixture.redis.url,
        `print(add.apply_async([12345678901234567890], {'y': 1}).id, note.apply_async([], {'word': "it's"}, queue='parked').id, sep='\\n')`,
      )
    ).split('\n');
    await waitForState(sink, ran, 'completed');
    const told = new Map(
      sink.observations.flatMap(observation =>
        'args' in observation && observation.args !== undefined
          ? [[observation.upsert.id, observation.args] as const]
          : [],
      ),
    );
    expect(told.get(`celery.${ran}`)).toEqual({
      args: [expect.objectContaining({ text: '12345678901234567890' })],
      kwargs: { y: 1 },
    });

    const reading = (await fixture.started({ queues: ['parked'] }, { readsArguments: true })).source;
    const page = await waitFor(async () => {
      const { args } = await reading.listJobs({ queue: 'parked', limit: 100 });
      return args?.size ? args : undefined;
    }, 'the task that waits');
    expect(page).toEqual(
      new Map<string, ExactJson>([[`celery.${waits}`, { args: [], kwargs: { word: "it's" } }]]),
    );

    await waitForState(silent.sink, ran, 'completed');
    expect(silent.sink.observations.filter(one => 'args' in one && one.args !== undefined)).toEqual([]);
  });
});
