import { ExactNumber, type JobRow, parseJobQuery, SECTIONS } from '@agentos-portal/plugin-agentos-common';
import type { Knex } from 'knex';
import { JobIndex } from '../jobs';
import { SEARCH_LIMITS } from '../jobs/search';
import { aJob } from './rows';

const NOW = Date.UTC(2026, 0, 10);

const job = (id: string, fields: Partial<JobRow>): JobRow => ({
  ...(SECTIONS.jobs.fields.parse(aJob(id)) as JobRow),
  source: 'scripted',
  instance: 'main',
  rev: '1',
  ...fields,
});

const failed = (type: string | null, message: string, fingerprint: string | null = null) => ({
  type,
  message,
  fingerprint,
});

const JOBS = [
  job('a', {
    state: 'failed',
    error: failed('TimeoutError', '100% of 5_000 ms used', 'f00d'),
    worker: 'w1',
    runMs: 1500,
  }),
  job('b', {
    state: 'completed',
    name: 'classify.page',
    queue: 'classify',
    worker: 'w2',
    priority: 2,
    runMs: 50,
  }),
  job('c', {
    state: 'failed',
    name: 'Classify.page',
    queue: null,
    error: failed(null, 'Connection REFUSED'),
  }),
  job('d', { state: 'queued', createdAt: '2026-01-09T23:00:00.000Z', priority: 1 }),
  job('e', { state: 'lost', createdAt: null, name: "it's" }),
];

/**
 * Declares the tests that a search passes on every database.
 * @param create - a database with the tables of the plugin, without a job
 */
export function describeJobSearch(name: string, create: () => Promise<Knex>) {
  describe.each([
    // Everything is within the first look, or next to nothing.
    ['at once', SEARCH_LIMITS],
    ['by what is rare', { ...SEARCH_LIMITS, window: 1 }],
  ])(`a search of the job index on ${name}, %s`, (_, limits) => {
    let index: JobIndex;

    beforeAll(async () => {
      index = new JobIndex(await create(), () => NOW, { limits, args: ['document', 'customer.id'] });
      await index.prepare();
      await index.put(JOBS);
      await index.putPageArguments(
        new Map([
          [JOBS[0].id, { document: 'd1', customer: { id: new ExactNumber('12345678901234567890') } }],
          [JOBS[1].id, { document: 'd2', other: 'd1' }],
          [JOBS[2].id, { document: 'x'.repeat(300) }],
          ['scripted.embed.away', { document: 'd1' }],
        ]),
      );
    });

    const found = async (q: string) => {
      const page = await index.list({
        fields: {},
        search: parseJobQuery(q),
        sort: 'created',
        descending: false,
        limit: 50,
      });
      expect(page.total).toBe(page.items.length);
      return page.items
        .map(({ sourceId }) => sourceId)
        .sort()
        .join('');
    };

    it.each([
      ['', 'abcde'],
      ['state:failed,lost', 'ace'],
      ['-state:failed,lost', 'bd'],
      ['state:failed worker:w1', 'a'],
      ['-worker:w1', 'bcde'],
      ['queue:*', 'abde'],
      ['-queue:*', 'c'],
      ['name:classify.*', 'b'],
      ['name:classify', ''],
      ['name:"classify.page",Classify*', 'bc'],
      ['id:scripted.embed.a', 'a'],
      ['id:a,b', 'ab'],
      ['error:"connection refused"', 'c'],
      ['error:timeouterror', 'a'],
      ['error:100%', 'a'],
      ['error:1_0', ''],
      ['error:5_000', 'a'],
      ['-error:timeout', 'bcde'],
      ['fingerprint:f00d', 'a'],
      ['-fingerprint:f00d', 'bcde'],
      ['priority:1,2', 'bd'],
      ['-priority:1', 'abce'],
      ['priority:99999999999', ''],
      ['created>-2h', 'd'],
      ['created<-2h', 'abc'],
      ['-created<-2h', 'de'],
      ['created>2026-01-01 created<2026-01-02', 'abc'],
      ['duration>1s', 'a'],
      ['duration>50ms duration<1500ms', 'b'],
      ['-duration>0s', 'cde'],
      ['classify', 'bc'],
      ['classify refused', 'c'],
      ["it's", 'e'],
      ['user:"\' or 1=1 --"', ''],
      ['-user:"\' or 1=1 --"', 'abcde'],
      ['name:"?"', ''],
      ['source:scripted instance:main', 'abcde'],
      ['agent:"__proto__"', ''],
      ['error:"\u0000"', ''],
      ['-error:"\u0000"', 'abcde'],
      ['"\ud800"', ''],
      ['"\u0001"', ''],
      ['args.document:d1', 'a'],
      ['args.document:d1,d2', 'ab'],
      ['-args.document:d1', 'bcde'],
      ['args.document:d1 state:failed', 'a'],
      ['args.document:d1 state:queued', ''],
      ['args.customer.id:12345678901234567890', 'a'],
      ['args.customer.id:12345678901234567891', ''],
      [`args.document:${'x'.repeat(300)}`, 'c'],
      ['args.document:"\' or 1=1 --"', ''],
      ['args.document:"\u0000"', ''],
      ['args.document:d1 args.document:d2', ''],
      ['assify.pa refus', 'c'],
      ['ed', 'abcde'],
      ['"classify.page\nclass"', ''],
    ])('%s finds %s', async (q, expected) => {
      expect(await found(q)).toBe(expected);
    });

    it('answers for jobs as they are given, by the same conditions', async () => {
      const sought = async (q: string) =>
        (await index.among(JOBS, { fields: {}, search: parseJobQuery(q) })).map(({ id }) => id);
      for (const q of [
        '',
        'state:failed',
        'error:timeout',
        'priority:1,2',
        'created>-2h',
        '-queue:*',
        'refused',
      ]) {
        const listed = await index.list({
          fields: {},
          search: parseJobQuery(q),
          sort: 'created',
          descending: false,
          limit: 50,
        });
        expect({ q, ids: (await sought(q)).sort() }).toEqual({
          q,
          ids: listed.items.map(({ id }) => id).sort(),
        });
      }
      // The index holds `a` as failed: what is given counts.
      const changed = { ...JOBS[0], state: 'queued' as const, name: 'lone \ud800' };
      expect(await index.among([changed], { fields: { state: ['queued'] } })).toEqual([changed]);
      expect(await index.among([changed], { fields: { state: ['failed'] } })).toEqual([]);
      expect(await index.among([], { fields: {} })).toEqual([]);
    });

    it('refuses an argument that is not indexed', async () => {
      await expect(found('args.customer:1')).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('args.customer'),
      });
    });
  });
}
