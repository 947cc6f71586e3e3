import { type JobRow, SECTIONS } from '@agentos-portal/plugin-agentos-common';
import type { Knex } from 'knex';
import { FailureReader } from '../failures';
import { JobIndex } from '../jobs';
import { aJob } from './rows';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
// Half past noon.
const T0 = Date.UTC(2026, 0, 10, 12, 30);

const RETENTION = { keep: 1000, days: 30, failedDays: 90 };

/**
 * Declares the tests that the groups of failures pass on every database.
 * @param create - a database with the tables of the plugin, without a job
 */
export function describeFailures(name: string, create: () => Promise<Knex>) {
  describe(`groups of failures on ${name}`, () => {
    let knex: Knex;
    let index: JobIndex;
    let reader: FailureReader;
    let time = T0;
    let revs = 0;

    beforeEach(async () => {
      time = T0;
      revs = 0;
      knex = await create();
      index = new JobIndex(knex, () => time);
      reader = new FailureReader(knex);
    });

    const job = (id: string, fields: Partial<JobRow> = {}): JobRow => {
      revs += 1;
      return {
        ...(SECTIONS.jobs.fields.parse(aJob(id)) as JobRow),
        source: 'scripted',
        instance: 'main',
        rev: String(revs).padStart(9, '0'),
        ...fields,
      };
    };

    const failed = (id: string, fields: Partial<JobRow> = {}, fingerprint = 'f1') =>
      job(id, {
        state: 'failed',
        finishedAt: new Date(time).toISOString(),
        error: { type: 'TimeoutError', message: `timed out in ${id}`, fingerprint },
        ...fields,
      });

    const groups = async (request: Partial<Parameters<FailureReader['read']>[0]> = {}) =>
      (await reader.read({ limit: 50, ...request })).items;
    const counts = async (request: Parameters<typeof groups>[0] = {}) =>
      Object.fromEntries((await groups(request)).map(({ fingerprint, count }) => [fingerprint, count]));

    it('tell what is the same over sources, with where, when and an example', async () => {
      await index.put([failed('1'), failed('2', { queue: 'index', name: 'index.page' })]);
      time = T0 + 2 * HOUR;
      await index.put([
        failed('3', { source: 'celery', queue: 'index', agent: 'indexer', instance: 'second' }),
        failed('4', {}, 'f2'),
        job('5', { state: 'completed' }),
      ]);
      expect(await groups({ instance: 'main', queue: 'embed' })).toMatchObject([
        { fingerprint: 'f2', count: 1 },
        { fingerprint: 'f1', count: 1 },
      ]);
      expect((await groups()).find(({ fingerprint }) => fingerprint === 'f1')).toEqual({
        fingerprint: 'f1',
        type: 'TimeoutError',
        message: 'timed out in 1',
        count: 3,
        firstSeenAt: new Date(T0).toISOString(),
        lastSeenAt: new Date(time).toISOString(),
        queues: ['index', 'embed'],
        names: ['embed.document', 'index.page'],
        sources: ['scripted', 'celery'],
        exampleJobId: 'scripted.embed.3',
      });
    });

    it('count a failure once, however often it is told, and a job that fails again once more', async () => {
      const first = failed('1');
      await index.put([first]);
      await index.put([first]);
      await index.put([{ ...failed('1'), progress: 0.5 }]);
      await index.put([{ ...first, state: 'queued' }]);
      expect(await counts()).toEqual({ f1: 1 });
      await index.put([job('1', { state: 'queued', error: first.error })]);
      await index.put([job('1', { state: 'processing' })]);
      await index.put([failed('1')]);
      expect(await counts()).toEqual({ f1: 2 });
      await index.markGone(['scripted.embed.1']);
      expect(await counts()).toEqual({ f1: 2 });
    });

    it('move a failure whose fingerprint is told better later', async () => {
      await index.put([failed('1'), failed('2')]);
      await index.put([failed('1', {}, 'f2')]);
      expect(await counts()).toEqual({ f1: 1, f2: 1 });
      await index.put([failed('2', {}, 'f2')]);
      expect(await counts()).toEqual({ f2: 2 });
    });

    it('are selected by instance, queue, name, agent and time', async () => {
      await index.put([failed('1', { agent: 'a1' }), failed('2', { name: 'other', queue: null })]);
      time = T0 + 5 * HOUR;
      await index.put([failed('3', { instance: 'second' })]);
      expect(await counts({ instance: 'second' })).toEqual({ f1: 1 });
      expect(await counts({ agent: 'a1' })).toEqual({ f1: 1 });
      expect(await counts({ name: 'other' })).toEqual({ f1: 1 });
      expect((await groups({ name: 'other' }))[0].queues).toEqual([]);
      expect(await counts({ queue: 'embed' })).toEqual({ f1: 2 });
      expect(await counts({ from: T0 + HOUR })).toEqual({ f1: 1 });
      expect(await counts({ to: T0 + HOUR })).toEqual({ f1: 2 });
      expect(await counts({ from: T0 + HOUR, to: T0 + 2 * HOUR })).toEqual({});
      expect((await groups({ to: T0 + HOUR }))[0]).toMatchObject({ exampleJobId: 'scripted.embed.2' });
    });

    it('page from the last seen to the first, each once', async () => {
      for (let number = 0; number < 23; number += 1) {
        time = T0 + Math.floor(number / 3) * 1000;
        await index.put([failed(`j${number}`, {}, `f${String(number).padStart(2, '0')}`)]);
      }
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await reader.read({ limit: 5, cursor });
        seen.push(...page.items.map(({ fingerprint }) => fingerprint));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      const all = Array.from({ length: 23 }, (_, number) => `f${String(number).padStart(2, '0')}`);
      expect(seen).toEqual(all.reverse());
      for (const text of [
        'x',
        Buffer.from('[1]').toString('base64url'),
        Buffer.from('["1","f"]').toString('base64url'),
      ]) {
        await expect(reader.read({ limit: 5, cursor: text })).rejects.toMatchObject({ name: 'InputError' });
      }
    });

    it('outlive their jobs, and do not count again what was forgotten and is read anew', async () => {
      await index.put([failed('old')]);
      const old = failed('old');
      time = T0 + HOUR;
      await index.put([failed('new')]);
      // Of four jobs one may have failed: the last.
      await index.prune({ ...RETENTION, keep: 4 });
      expect(await knex('jobs').pluck('source_id')).toEqual(['new']);
      expect(await counts()).toEqual({ f1: 2 });
      await index.put([{ ...old, rev: '9' }]);
      expect(await counts()).toEqual({ f1: 2 });
      await index.put([failed('x', { source: 'celery', finishedAt: new Date(T0 - DAY).toISOString() })]);
      await index.put([failed('newer')]);
      expect(await counts()).toEqual({ f1: 4 });
    });

    it('make days of hours that are past, and forget what is older than failures are kept', async () => {
      for (const hours of [0, 1, 2, 5]) {
        time = T0 + hours * HOUR;
        await index.put([failed(`j${hours}`)]);
      }
      const [before] = await groups();
      time = T0 + 4 * DAY;
      await index.put([failed('last')]);
      await index.prune(RETENTION);
      const rows = await knex('failure_counts').orderBy('at').select('at', 'count');
      expect(rows.map(row => [Number(row.at), row.count])).toEqual([
        [Date.UTC(2026, 0, 10), 4],
        [Date.UTC(2026, 0, 14, 12), 1],
      ]);
      expect((await groups())[0]).toEqual({
        ...before,
        count: 5,
        lastSeenAt: new Date(time).toISOString(),
        exampleJobId: 'scripted.embed.last',
      });
      await index.put([failed('j5', { finishedAt: new Date(T0 + 5 * HOUR).toISOString() }, 'f2')]);
      expect(await counts()).toEqual({ f1: 4, f2: 1 });
      time = T0 + 92 * DAY;
      await index.prune(RETENTION);
      expect(await counts()).toEqual({ f1: 1 });
      time = T0 + 95 * DAY;
      await index.prune(RETENTION);
      expect(await groups()).toEqual([]);
      expect(await knex('failure_groups')).toEqual([]);
    });

    it('change with their jobs or not at all', async () => {
      jest.spyOn(index.counters, 'apply').mockRejectedValueOnce(new Error('disk full'));
      await expect(index.put([failed('1')])).rejects.toThrow('disk full');
      expect(await groups()).toEqual([]);
      await index.put([failed('1')]);
      expect(await counts()).toEqual({ f1: 1 });
    });

    it('take texts of any kind', async () => {
      await index.put([
        failed('1', {
          name: '😀'.repeat(300),
          queue: '\ud800\u0000',
          error: { type: 'E\u0000', message: '\u0000'.repeat(1900), fingerprint: 'f1' },
        }),
        failed('2'),
      ]);
      expect(await counts()).toEqual({ f1: 2 });
    });
  });
}
