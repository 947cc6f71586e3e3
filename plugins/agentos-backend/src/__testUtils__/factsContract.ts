import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { FactBatch } from '../analytics/FactBatch';
import { FactJournal } from '../analytics/FactJournal';
import { AnalyticsReader, FactKeeper, type JobFact, RollupTable } from '../analytics';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
// Half past noon, on a minute.
const T0 = Date.UTC(2026, 0, 10, 12, 30);

const RETENTION = { minuteHours: 48, hourDays: 30, dayDays: 365 };

/**
 * Declares the tests that facts, rollups and their reader pass on every database.
 * @param create - a database with the tables of the plugin, without facts
 */
export function describeFacts(name: string, create: () => Promise<Knex>) {
  describe(`facts on ${name}`, () => {
    let knex: Knex;
    let clock: ManualClock;
    let term = 0;
    let reader: AnalyticsReader;
    let told = 0;

    beforeEach(async () => {
      knex = await create();
      clock = new ManualClock(T0);
      term = 0;
      told = 0;
      const kept = { now: () => clock.now(), retention: RETENTION };
      reader = new AnalyticsReader(new RollupTable(knex, kept), kept);
    });

    /** A replica begins to lead. */
    const lead = async (zone = 'UTC') => {
      term += 1;
      await knex('lease_terms').insert({ name: 'ssot', term }).onConflict('name').merge();
      return FactKeeper.begin({
        knex,
        clock,
        logger: mockServices.logger.mock(),
        retention: RETENTION,
        timeZones: new Map([
          ['main', zone],
          ['second', 'UTC'],
        ]),
        term,
      });
    };

    const fact = (fields: Partial<JobFact> = {}): JobFact => ({
      kind: 'completed',
      at: clock.now(),
      instance: 'main',
      queue: 's.embed',
      worker: 's.w1',
      agent: 'embedder',
      name: 'embed.document',
      runMs: 100,
      ...fields,
    });

    const tell = (keeper: FactKeeper, fields: Partial<JobFact> = {}, id?: string) => {
      told += 1;
      return keeper.book.take({ source: 's', id: id ?? `e${told}` }, fact(fields));
    };

    const total = async (request: Partial<Parameters<AnalyticsReader['read']>[0]> = {}) =>
      (await reader.read({ rangeMs: HOUR, stepMs: MINUTE, ...request })).items[0]?.total;

    it('are answered by step, each percentile that of all its jobs', async () => {
      const keeper = await lead();
      for (let number = 1; number <= 100; number += 1) {
        tell(keeper, { kind: 'created' });
        tell(keeper, { kind: 'started', waitMs: number });
        tell(keeper, { kind: number <= 90 ? 'completed' : 'failed', runMs: number * 10 });
        if (number === 50) clock.advance(MINUTE);
      }
      await keeper.keep();
      const answer = await reader.read({ rangeMs: HOUR, stepMs: MINUTE });
      expect(answer).toMatchObject({
        from: new Date(T0 + 2 * MINUTE - HOUR).toISOString(),
        to: new Date(T0 + MINUTE).toISOString(),
        rangeMs: HOUR,
        stepMs: MINUTE,
        by: null,
        truncated: false,
      });
      const [{ key, total: whole, points }] = answer.items;
      expect(key).toBe('all');
      expect(whole).toMatchObject({
        created: 100,
        completed: 90,
        failed: 10,
        successRate: 0.9,
        runAvgMs: 505,
      });
      const within = (value: number | null, exact: number) =>
        expect(Math.abs(value! - exact)).toBeLessThanOrEqual(0.05 * exact);
      within(whole.waitP50Ms, 50);
      within(whole.waitP95Ms, 95);
      within(whole.runP99Ms, 990);
      expect(whole.throughputPerMinute).toBeCloseTo(100 / 59, 2);
      expect(points.map(({ at, created }) => [at, created])).toEqual([
        [new Date(T0).toISOString(), 50],
        [new Date(T0 + MINUTE).toISOString(), 50],
      ]);
    });

    it('are split by queue, agent, worker and name, the busiest first', async () => {
      const keeper = await lead();
      tell(keeper, { queue: 's.index', agent: undefined, worker: undefined, name: 'index' });
      tell(keeper);
      tell(keeper, { name: 'embed.page' });
      tell(keeper, { queue: 's2.embed', instance: 'second', agent: undefined });
      await keeper.keep();
      const keys = async (by: 'queue' | 'agent' | 'worker' | 'name', fields: object = {}) =>
        (await reader.read({ rangeMs: HOUR, stepMs: MINUTE, by, ...fields })).items.map(item => [
          item.key,
          item.total.completed,
        ]);
      expect(await keys('queue')).toEqual([
        ['s.embed', 2],
        ['s.index', 1],
        ['s2.embed', 1],
      ]);
      expect(await keys('agent')).toEqual([['embedder', 2]]);
      expect(await keys('worker')).toEqual([['s.w1', 3]]);
      // Two instances have jobs of this name.
      expect(await keys('name')).toEqual([
        ['embed.document', 2],
        ['embed.page', 1],
        ['index', 1],
      ]);
      expect(await keys('name', { instance: 'second' })).toEqual([['embed.document', 1]]);
      expect(await keys('queue', { keys: ['s.index', 'nonsense'] })).toEqual([['s.index', 1]]);
      expect(await total({ instance: 'second' })).toMatchObject({ completed: 1 });
      expect(await total({ instance: 'nonsense' })).toMatchObject({
        completed: 0,
        successRate: null,
        runP50Ms: null,
      });
    });

    it('are the same for a leader that begins: the last hour, the day, and what is answered', async () => {
      const first = await lead('Europe/Berlin');
      tell(first, { at: T0 - 20 * MINUTE, runMs: 500 });
      tell(first, { kind: 'started', waitMs: 70 });
      tell(first, { kind: 'failed' });
      tell(first, { at: T0 - 11 * HOUR });
      tell(first, { at: T0 - 14 * HOUR });
      const figures = ({ book }: FactKeeper) => ({
        windows: ['queue:s.embed', 'worker:s.w1', 'agent:embedder', 'instance:main'].map(key => {
          const { wait, run, ...counts } = book.rollups.window(key, 60);
          return { ...counts, wait: wait.encode(), run: run.encode() };
        }),
        minute: book.rollups.minute('queue:s.embed', T0 / MINUTE - 20)?.completed,
        today: book.daily.count('main', 's.embed'),
      });
      const before = figures(first);
      expect(before).toMatchObject({ minute: 1, today: 2 });
      expect(before.windows[0]).toMatchObject({ completed: 1, failed: 1 });
      await first.stop();
      const answered = await total({ rangeMs: DAY, stepMs: 15 * MINUTE });
      expect(answered).toMatchObject({ completed: 3, failed: 1 });
      expect(figures(await lead('Europe/Berlin'))).toEqual(before);
      expect(await total({ rangeMs: DAY, stepMs: 15 * MINUTE })).toEqual(answered);
    });

    it('are counted once when a feed tells them again to the next leader', async () => {
      const first = await lead();
      tell(first, {}, 'a');
      tell(first, {}, 'b');
      await first.book.flush();
      // Told, and not written when the leader was killed.
      tell(first, {}, 'c');
      first.book.stop();
      const second = await lead();
      for (const id of ['a', 'b', 'c', 'd']) tell(second, {}, id);
      await second.keep();
      expect(await total()).toMatchObject({ completed: 4 });
      expect(second.book.rollups.window('queue:s.embed', 60).completed).toBe(4);
      const third = await lead();
      for (const id of ['a', 'b', 'c', 'd']) tell(third, {}, id);
      await third.keep();
      expect(await total()).toMatchObject({ completed: 4 });
    });

    it('of a leader that was replaced are refused', async () => {
      const first = await lead();
      tell(first, {}, 'a');
      const second = await lead();
      await expect(first.book.flush()).rejects.toMatchObject({ name: 'ConflictError' });
      tell(second, {}, 'a');
      await second.keep();
      expect(await total()).toMatchObject({ completed: 1 });
    });

    it('of a batch whose answer was lost are counted once', async () => {
      const keeper = await lead();
      const { append } = FactJournal.prototype;
      async function writeAndBreak(this: FactJournal, number: number, batch: FactBatch) {
        await append.call(this, number, batch);
        throw new Error('connection terminated');
      }
      const lost = jest.spyOn(FactJournal.prototype, 'append').mockImplementationOnce(writeAndBreak);
      tell(keeper);
      await expect(keeper.book.flush()).rejects.toThrow('terminated');
      lost.mockRestore();
      await keeper.keep();
      expect(await total()).toMatchObject({ completed: 1 });
    });

    it('of a feed that comes late count for the time they happened in, as far as that is kept', async () => {
      const keeper = await lead();
      tell(keeper, { at: T0 - 3 * HOUR });
      tell(keeper, { at: T0 - 3 * DAY });
      tell(keeper, { at: T0 - 40 * DAY });
      tell(keeper, { at: T0 - 400 * DAY });
      await keeper.keep();
      expect(await total()).toMatchObject({ completed: 0 });
      expect(await total({ rangeMs: 6 * HOUR, stepMs: 5 * MINUTE })).toMatchObject({ completed: 1 });
      expect(await total({ rangeMs: 7 * DAY, stepMs: HOUR })).toMatchObject({ completed: 2 });
      const levels = await knex('rollups')
        .where({ dimension: 'instance' })
        .groupBy('level')
        .select('level')
        .count({ count: '*' })
        .orderBy('level');
      expect(levels.map(row => Number(row.count))).toEqual([1, 1, 2, 3]);
    });

    it('are forgotten level by level', async () => {
      const keeper = await lead();
      tell(keeper);
      await keeper.keep();
      const levels = async () =>
        (await knex('rollups').distinct('level').orderBy('level')).map(({ level }) => Number(level));
      const after = async (ms: number) => {
        clock.advance(ms);
        await keeper.keep();
        return levels();
      };
      expect(await after(47 * HOUR)).toEqual([0, 1, 2, 3]);
      expect(await after(3 * HOUR)).toEqual([2, 3]);
      expect(await after(29 * DAY)).toEqual([3]);
      expect(await after(337 * DAY)).toEqual([]);
    });

    it('answer days from days, and refuse steps that are not kept so long', async () => {
      const keeper = await lead();
      tell(keeper);
      clock.advance(20 * DAY);
      tell(keeper);
      await keeper.keep();
      const month = await reader.read({ rangeMs: 30 * DAY, stepMs: DAY });
      expect(month.items[0].points).toHaveLength(2);
      await expect(reader.read({ rangeMs: 7 * DAY, stepMs: 15 * MINUTE })).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(/^step: .*48 hours.*at least 60 minutes/),
      });
      await expect(reader.read({ rangeMs: HOUR, stepMs: DAY })).rejects.toThrow('step: is longer');
      await expect(reader.read({ rangeMs: HOUR, stepMs: MINUTE, keys: ['a'] })).rejects.toThrow('key: needs');
    });

    it('of more keys than an answer holds are those of the busiest', async () => {
      const keeper = await lead();
      for (let number = 0; number < 230; number += 1) {
        for (let times = 0; times <= number % 5; times += 1) tell(keeper, { queue: `s.q${number}` });
      }
      await keeper.keep();
      const answer = await reader.read({ rangeMs: HOUR, stepMs: MINUTE, by: 'queue' });
      expect(answer.items).toHaveLength(200);
      expect(answer.truncated).toBe(true);
      expect(answer.items.map(({ total: { completed } }) => completed)).toEqual(
        [5, 4, 3, 2].flatMap(count => Array(46).fill(count)).concat(Array(16).fill(1)),
      );
    });

    it('take names of any kind', async () => {
      const keeper = await lead();
      for (const text of ['n'.repeat(300), '\u0000', '\ud800', '😀'.repeat(300), 'constructor', '"\',;']) {
        tell(keeper, { name: text, agent: text });
      }
      await keeper.keep();
      expect(await total()).toMatchObject({ completed: 6 });
    });

    it('keep the ids of the last events only', async () => {
      const keeper = await lead();
      for (let number = 0; number < 2100; number += 1) {
        await knex('fact_journal').insert({
          term: 0,
          number,
          events: 1,
          ids: `i${number}`,
          sums: '',
          folded: true,
        });
      }
      tell(keeper);
      clock.advance(HOUR);
      await keeper.keep();
      const numbers = await knex('fact_journal').where({ term: 0 }).orderBy('number').pluck('number');
      expect([numbers.length, numbers[0]]).toEqual([1999, 101]);
    });
  });
}
