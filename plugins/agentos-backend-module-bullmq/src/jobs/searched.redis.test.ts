import { parseExactJson } from '@agentos-portal/plugin-agentos-common';
import { type RecordingSink, waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { Queue } from 'bullmq';
import { BullmqFixture, rowsOf, waitForEvent } from '../__testUtils__/BullmqFixture';

describe('what searches find jobs by', () => {
  let fixture: BullmqFixture;
  let queue: Queue;
  const config = { queues: ['embed'] };
  const reading = { readsArguments: true };

  beforeEach(async () => {
    fixture = await BullmqFixture.start();
    queue = fixture.queue('embed');
  });

  afterEach(() => fixture.close());

  /** Arguments as they were told, by row id, in order. */
  const toldArguments = (sink: RecordingSink) =>
    sink.observations.flatMap(observation =>
      'args' in observation && observation.args !== undefined
        ? [[observation.upsert.id, observation.args] as const]
        : [],
    );

  describe('arguments', () => {
    it('are told with a new job, with every digit, and again when somebody edited them', async () => {
      const { source, sink } = await fixture.started(config, reading);
      await fixture.worker('embed', async () => {
        throw new Error('no');
      });
      await queue.add('embed.document', { document: 'doc-1', nested: { id: 7 } }, { jobId: 'j1' });
      await waitForEvent(sink, 'job:failed');
      expect(toldArguments(sink)).toEqual([['queues.embed.j1', { document: 'doc-1', nested: { id: 7 } }]]);

      const dataJson = '{"document":12345678901234567890}';
      await source.operate(
        {
          operationId: 'o1',
          kind: 'job.editAndRetry',
          targets: ['queues.embed.j1'],
          params: { dataJson },
          actor: 'user:default/ada',
        },
        { signal: new AbortController().signal },
      );
      await waitFor(() => toldArguments(sink).length === 2, 'the edited arguments');
      const [, [, edited]] = toldArguments(sink);
      expect(edited).toEqual(parseExactJson(dataJson));
    });

    it('come with a page of jobs; long ones and what is no JSON do not', async () => {
      await queue.add('short', { document: 'doc-1' }, { jobId: 'short' });
      await queue.add('long', { text: 'x'.repeat(70_000) }, { jobId: 'long' });
      await queue.add('opaque', {}, { jobId: 'opaque' });
      const redis = fixture.redis.connect();
      await redis.hset('bull:embed:opaque', 'data', 'no json');
      redis.disconnect();
      const { source } = await fixture.started(config, reading);
      const { items, args } = await source.listJobs({ limit: 100 });
      expect(items).toHaveLength(3);
      expect(args).toEqual(new Map([['queues.embed.short', { document: 'doc-1' }]]));
    });

    it('come of those jobs alone that are asked for', async () => {
      await queue.add('first', { document: 'doc-1' }, { jobId: 'first' });
      await queue.add('again', { document: 'doc-2' }, { jobId: 'again' });
      const redis = fixture.redis.connect();
      await redis.hset('bull:embed:again', 'failedReason', 'busy', 'atm', '1');
      redis.disconnect();
      const { source } = await fixture.started(config, reading);
      const { items, args } = await source.listJobs({ limit: 100, states: ['retrying'] });
      expect(items.map(({ id }) => id)).toEqual(['queues.embed.again']);
      expect(args).toEqual(new Map([['queues.embed.again', { document: 'doc-2' }]]));
    });

    it('are not read where no search looks at them', async () => {
      await queue.add('embed.document', { document: 'doc-1' });
      const { source, sink } = await fixture.started(config);
      await queue.add('embed.document', { document: 'doc-2' });
      await waitForEvent(sink, 'job:created');
      expect(toldArguments(sink)).toEqual([]);
      expect((await source.listJobs({ limit: 100 })).args).toEqual(new Map());
      const redis = fixture.redis.connect();
      expect(await redis.info('commandstats')).not.toMatch(/cmdstat_hstrlen/);
      redis.disconnect();
    });
  });

  it('is the stack of a failure beside its message, the same for all who read it', async () => {
    const places = {
      here: function readFile() {
        throw new Error('timed out');
      },
      there: function writeFile() {
        throw new Error('timed out');
      },
    };
    await fixture.worker('embed', async ({ data }) => places[data.at as keyof typeof places]());
    const { source, sink } = await fixture.started(config);
    await queue.addBulk(
      ['here', 'here', 'there'].map((at, index) => ({
        name: 'embed',
        data: { at },
        opts: { jobId: `${at}${index}` },
      })),
    );
    await waitFor(() => sink.events.filter(({ name }) => name === 'job:failed').length === 3, 'the failures');
    const later = (await fixture.started(config)).source;
    const seen = [
      sink.observations.flatMap(each =>
        'upsert' in each && each.upsert.state === 'failed' ? [each.upsert] : [],
      ),
      await rowsOf(source, 'jobs'),
      await rowsOf(later, 'jobs'),
      (await later.listJobs({ limit: 100 })).items,
    ];
    const [first, ...others] = seen.map(rows =>
      Object.fromEntries(
        rows.map(({ sourceId, error }) => [sourceId, (error as { fingerprint: string }).fingerprint]),
      ),
    );
    expect(first.here0).toMatch(/^\w+$/);
    expect(first.here1).toBe(first.here0);
    expect(first.there2).not.toBe(first.here0);
    for (const other of others) expect(other).toEqual(first);
  });
});
