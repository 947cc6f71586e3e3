import { type JobRow, parseJobQuery, SECTIONS } from '@agentos-portal/plugin-agentos-common';
import type { Knex } from 'knex';
import { JobIndex, type JobIndexQuery } from '../jobs';
import { SEARCH_LIMITS } from '../jobs/search';
import { writeJobCursor } from '../jobs/search/jobCursor';
import { aJob } from './rows';

const T0 = Date.UTC(2026, 0, 1);

const job = (id: string, fields: Partial<JobRow> = {}): JobRow => ({
  ...(SECTIONS.jobs.fields.parse(aJob(id)) as JobRow),
  source: 'scripted',
  instance: 'main',
  rev: '1',
  ...fields,
});

const query = (fields: Partial<JobIndexQuery> = {}): JobIndexQuery => ({
  fields: {},
  sort: 'created',
  descending: true,
  limit: 50,
  ...fields,
});

/**
 * Declares the tests that the index passes on every database.
 * @param create - a database with the tables of the plugin, without a job
 */
export function describeJobIndex(name: string, create: () => Promise<Knex>) {
  describe(`the job index on ${name}`, () => {
    let knex: Knex;
    let index: JobIndex;
    let time = T0;

    beforeEach(async () => {
      time = T0;
      knex = await create();
      index = new JobIndex(knex, () => time);
    });

    const ids = async (fields: Partial<JobIndexQuery> = {}) =>
      (await index.list(query(fields))).items.map(({ sourceId }) => sourceId);

    it('gives rows back as they were, whatever is in them', async () => {
      const row = job('1', {
        name: '<b>\u202e%_\\',
        error: { type: 'Error', message: "'; drop table jobs; --", fingerprint: null },
      });
      await index.put([row]);
      expect(await index.get(row.id)).toEqual(row);
      expect((await index.list(query())).items).toEqual([row]);
    });

    it('keeps the newest observation, in whatever order they come', async () => {
      await index.put([job('1', { state: 'completed', rev: '3' })]);
      await index.put([job('1', { state: 'processing', rev: '2' })]);
      expect((await index.get('scripted.embed.1'))!.state).toBe('completed');
      await index.put([job('1', { state: 'failed', rev: '4' })]);
      expect((await index.get('scripted.embed.1'))!.state).toBe('failed');
    });

    it('walks over everything a query selects, slice by slice, but for what its source no longer has', async () => {
      const many = Array.from({ length: 4100 }, (_, number) =>
        job(String(number).padStart(4, '0'), { state: number % 4000 === 50 ? 'failed' : 'completed' }),
      );
      await index.put(many);
      await index.markGone([many[7].id]);
      const walked = async (fields: Partial<JobIndexQuery>) => {
        const slices: string[][] = [];
        for await (const rows of index.walk(query(fields))) slices.push(rows.map(({ sourceId }) => sourceId));
        return slices;
      };
      expect(await walked({ fields: { state: ['failed'] } })).toEqual([['0050'], ['4050']]);
      const all = await walked({});
      expect(all.length).toBeGreaterThan(2);
      expect(new Set(all.flat()).size).toBe(4099);
      expect(all.flat()).toHaveLength(4099);
      expect(all.flat()).not.toContain('0007');
      expect(await walked({ search: parseJobQuery('error:nowhere') })).toEqual([]);
    });

    it('tells how some jobs stand', async () => {
      await index.put([
        job('1', { state: 'failed', error: { type: 'E', message: 'm', fingerprint: null } }),
        job('2'),
      ]);
      await index.markGone(['scripted.embed.2']);
      const standings = await index.standings(['1', '2', '3'].map(id => `scripted.embed.${id}`));
      expect(
        Array.from(standings.values(), ({ id, state, error, gone }) => [
          id,
          state,
          error,
          Boolean(gone),
        ]).sort(),
      ).toEqual([
        ['scripted.embed.1', 'failed', 'E: m', false],
        ['scripted.embed.2', 'queued', null, true],
      ]);
    });

    it('forgets nothing while everything is needed', async () => {
      await index.put([job('1', { state: 'completed' })]);
      time += 100 * 24 * 3_600_000;
      const retention = { keep: 100, days: 1, failedDays: 1 };
      await index.keepingAll(async () => expect(await index.prune(retention)).toBe(0));
      expect(await index.prune(retention)).toBe(1);
    });

    it('selects by values, ORed within a field and ANDed over fields, and by creation, half-open', async () => {
      const at = (hours: number) => new Date(T0 + hours * 3_600_000).toISOString();
      await index.put([
        job('1', { createdAt: at(1), state: 'failed' }),
        job('2', { createdAt: at(2), state: 'completed' }),
        job('3', { createdAt: at(3), state: 'failed', queue: 'index' }),
        job('4', { createdAt: at(4), state: 'queued' }),
        job('5', { createdAt: null, state: 'failed' }),
      ]);
      expect(await ids({ fields: { state: ['failed', 'queued'] } })).toEqual(['4', '3', '1', '5']);
      expect(await ids({ fields: { state: ['failed'], queue: ['embed'] } })).toEqual(['1', '5']);
      expect(await ids({ from: Date.parse(at(2)), to: Date.parse(at(4)) })).toEqual(['3', '2']);
      expect(await ids({ to: Date.parse(at(2)) })).toEqual(['1']);
      expect(await ids({ fields: { queue: ["' or 1=1 --"] } })).toEqual([]);
      expect(await ids({ fields: { queue: ['\u0000'] } })).toEqual([]);
    });

    it.each(['created', 'started', 'finished', 'duration', 'priority'] as const)(
      'pages by %s both ways, each job once, those without a value last or first',
      async sort => {
        const rows = Array.from({ length: 23 }, (_, number) => {
          const instant = number % 4 === 0 ? null : new Date(T0 + (number % 5) * 1000).toISOString();
          const amount = number % 4 === 0 ? null : number % 5;
          return job(String(number), {
            createdAt: instant,
            startedAt: instant,
            finishedAt: instant,
            runMs: amount,
            priority: amount,
          });
        });
        await index.put(rows);
        const turns = [SEARCH_LIMITS.window, 3].flatMap(window => [
          { window, descending: true },
          { window, descending: false },
        ]);
        for (const { window, descending } of turns) {
          index = new JobIndex(knex, () => T0, { limits: { ...SEARCH_LIMITS, window } });
          const seen: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await index.list(
              query({ sort, descending, limit: 5, cursor, fields: { queue: ['embed'] } }),
            );
            expect(page).toMatchObject({ total: 23, totalIsExact: true });
            seen.push(...page.items.map(({ id }) => id));
            cursor = page.nextCursor ?? undefined;
          } while (cursor !== undefined);
          const valueOf = (id: string) => {
            const row = rows.find(other => other.id === id)!;
            return row.runMs ?? -1;
          };
          const sign = descending ? -1 : 1;
          expect(seen).toEqual(
            rows
              .map(({ id }, n) => ({ id, n }))
              .sort((a, b) => sign * (valueOf(a.id) - valueOf(b.id) || a.n - b.n))
              .map(({ id }) => id),
          );
        }
      },
    );

    it.each([
      ['goes on through the order', 100_000],
      ['stops at once', 3000],
    ])('says that a search that takes too long is not whole, and %s', async (_, ms) => {
      const isRare = (number: number) => number % 7 === 3;
      await index.put(
        Array.from({ length: 60 }, (__, number) =>
          job(String(number), { worker: isRare(number) ? 'rare' : 'common', runMs: number % 5 }),
        ),
      );
      // A clock that leaps by a second whenever it is asked.
      let leaps = 0;
      index = new JobIndex(knex, () => time, {
        monotonic: () => (leaps += 1000),
        limits: { ...SEARCH_LIMITS, ms, findMs: -1, window: 7 },
      });
      const seen: string[] = [];
      let cursor: string | undefined;
      let pages = 0;
      do {
        const page = await index.list(
          query({ sort: 'duration', limit: 2, cursor, fields: { worker: ['rare'] } }),
        );
        pages += 1;
        expect(page).toMatchObject({ partial: true, totalIsExact: false });
        seen.push(...page.items.map(({ sourceId }) => sourceId));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(pages).toBeGreaterThan(4);
      expect(seen.map(Number).sort((a, b) => a - b)).toEqual([3, 10, 17, 24, 31, 38, 45, 52, 59]);
    });

    it('keeps its order and its past when the clock goes back', async () => {
      time = T0 + 86_400_000;
      await index.put([job('ahead', { state: 'completed', createdAt: new Date(time).toISOString() })]);
      time = T0;
      await index.put(
        ['1', '2', '3'].map(id => job(id, { state: 'completed', createdAt: new Date(T0).toISOString() })),
      );
      await index.put([job('ahead', { state: 'failed', rev: '2' })]);
      expect(await index.prune({ keep: 100, days: 1, failedDays: 1 })).toBe(0);
      const first = await index.list(query({ limit: 2 }));
      const second = await index.list(query({ limit: 2, cursor: first.nextCursor! }));
      const listed = [...first.items, ...second.items].map(({ sourceId }) => sourceId);
      expect(listed.sort()).toEqual(['1', '2', '3', 'ahead']);
      expect((await index.get('scripted.embed.ahead'))!.state).toBe('failed');
    });

    it('refuses a cursor of another sort or filter, and what is no cursor', async () => {
      await index.put(Array.from({ length: 3 }, (_, number) => job(String(number))));
      const { nextCursor } = await index.list(query({ limit: 1 }));
      const forged = (fields: Partial<JobIndexQuery>, value: number, n: number) => ({
        ...query(fields),
        cursor: writeJobCursor(query(fields), { value, n }),
      });
      const cursor = nextCursor!;
      await index.list(query({ limit: 2, cursor }));
      for (const other of [
        query({ cursor, descending: false }),
        query({ cursor, sort: 'started' }),
        query({ cursor, fields: { state: ['failed'] } }),
        query({ cursor: 'x' }),
        forged({ sort: 'created' }, 1, 1.5),
        forged({ sort: 'priority' }, 1e12, 1),
        query({ cursor: Buffer.from('[1,2]').toString('base64url') }),
      ]) {
        await expect(index.list(other)).rejects.toMatchObject({ name: 'InputError' });
      }
    });

    it('counts exactly up to 10,000, and says when there are more', async () => {
      await index.put(Array.from({ length: 10_001 }, (_, number) => job(String(number))));
      expect(await index.list(query({ limit: 1 }))).toMatchObject({ total: 10_000, totalIsExact: false });
      expect(await index.list(query({ limit: 1, fields: { state: ['failed'] } }))).toMatchObject({
        total: 0,
        totalIsExact: true,
      });
    });

    it('counts many again after a minute, and lists the same meanwhile', async () => {
      let monotonic = 0;
      index = new JobIndex(knex, () => time, {
        monotonic: () => monotonic,
        limits: { ...SEARCH_LIMITS, window: 3, further: 5 },
      });
      const rows = Array.from({ length: 10_002 }, (_, number) =>
        job(String(number), { runMs: number % 100, worker: number < 2 ? 'rare' : 'common' }),
      );
      await index.put(rows);
      const asked = (fields: Partial<JobIndexQuery> = {}) =>
        query({ sort: 'duration', limit: 7, search: parseJobQuery('name:*'), ...fields });
      const [counted, remembered] = [await index.list(asked()), await index.list(asked())];
      expect(remembered).toEqual(counted);
      expect(counted).toMatchObject({ total: 10_000, totalIsExact: false });
      // Of another filter nothing is known by that.
      const common = asked({ limit: 2, fields: { worker: ['common'] } });
      expect(await index.list(common)).toMatchObject({ total: 10_000, totalIsExact: true });

      await knex('jobs').whereIn('source_id', ['5', '6', '7']).delete();
      const inSight = asked({ limit: 2 });
      expect(await index.list(inSight)).toMatchObject({ total: 10_000, totalIsExact: false });
      expect(await index.list(asked({ fields: { worker: ['rare'] } }))).toMatchObject({ total: 2 });
      monotonic = 60_001;
      expect(await index.list(inSight)).toMatchObject({ total: 9_999, totalIsExact: true });
    });

    it('forgets what ended long ago, failures later, and the oldest above the share of their state', async () => {
      const DAY = 24 * 3_600_000;
      const put = async (number: number, state: JobRow['state'], daysAgo: number) => {
        time = T0 - daysAgo * DAY;
        await index.put([job(`${state}-${number}`, { state })]);
      };
      for (let number = 0; number < 8; number += 1) await put(number, 'completed', 8 - number);
      await put(0, 'failed', 8);
      await put(1, 'failed', 40);
      await put(0, 'queued', 400);
      time = T0;
      expect(await index.prune({ keep: 10, days: 7.5, failedDays: 30 })).toBe(3);
      // 60 % of ten: the six that changed last.
      expect((await ids({ sort: 'created', descending: false })).sort()).toEqual([
        'completed-2',
        'completed-3',
        'completed-4',
        'completed-5',
        'completed-6',
        'completed-7',
        'failed-0',
        'queued-0',
      ]);
      expect(await index.prune({ keep: 10, days: 7.5, failedDays: 30 })).toBe(0);
    });

    it('takes texts and numbers of any kind, next to jobs that are in order', async () => {
      const strange = job('1', {
        name: 'n'.repeat(300),
        sourceId: '\u0000'.repeat(3),
        queue: '\ud800 \u0000',
        worker: '😀'.repeat(300),
        user: '\u202e',
        priority: 1e300,
        error: { type: 'E\u0000', message: 'm\u0000'.repeat(900), fingerprint: null },
      });
      await index.put([strange, job('2', { priority: 1.5 })]);
      expect((await index.list(query())).total).toBe(2);
      expect((await index.get(strange.id))!.name).toBe(strange.name);
      expect((await index.list(query({ fields: { name: ['n'.repeat(256)] } }))).total).toBe(1);
    });
  });
}
