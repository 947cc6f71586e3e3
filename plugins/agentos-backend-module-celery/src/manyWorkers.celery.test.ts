import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { CeleryFixture, waitForRow } from './__testUtils__/CeleryFixture';
import { SimulatedWorkers } from './__testUtils__/SimulatedWorkers';

const WORKERS = 1_000;

describe('a fleet of a thousand workers', () => {
  let fixture: CeleryFixture;
  let workers: SimulatedWorkers;

  beforeEach(async () => {
    fixture = await CeleryFixture.start();
    workers = await SimulatedWorkers.start(fixture.redis.url, fixture.commands, WORKERS);
  });

  afterEach(async () => {
    workers.close();
    await fixture.close();
  });

  it('is shown whole, with what each answered, and its tasks are told in order', async () => {
    const { source, sink } = await fixture.started();
    const now = () => Date.now() / 1_000;
    await workers.beat(now());
    await waitFor(async () => {
      await workers.beat(now());
      // The simulation shares this process: on a busy machine a probe may be late, and the source says so.
      const rows = await source.collect('workers').then(
        collected => collected.rows,
        () => [],
      );
      return rows.length === WORKERS && rows.every(row => row.concurrency === 4);
    }, 'all workers with their figures');
    await waitForRow(
      source,
      'queues',
      row => row.name === 'celery' && row.consumers === WORKERS,
      'all consumers of the queue',
    );

    const tasks = 2_000;
    for (let task = 0; task < tasks; task += 8) {
      const events = Array.from({ length: 8 }, (_, offset) => task + offset).flatMap(index => {
        const common = { uuid: `t${index}`, hostname: `w${index % WORKERS}@sim`, pid: 1, clock: index };
        const at = now();
        return [
          { ...common, type: 'task-received', name: 'test.add', args: '(1,)', kwargs: '{}', timestamp: at },
          { ...common, type: 'task-started', timestamp: at + 0.001 },
          { ...common, type: 'task-succeeded', runtime: 0.001, result: '1', timestamp: at + 0.002 },
        ];
      });
      await fixture.publish(events);
    }
    const completed = () => sink.events.filter(({ name }) => name === 'job:completed');
    await waitFor(() => completed().length === tasks, 'every task to be told');
    expect(new Set(completed().map(({ payload }) => payload.jobId)).size).toBe(tasks);
    expect(sink.events.filter(({ name }) => name === 'job:created')).toHaveLength(tasks);
  }, 180_000);
});
