import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import type { JobIndexQuery, JobLists } from '../jobs';
import { JobSelector } from './JobSelector';
import { parseOperation } from './OperationRequest';

const filterOf = (filter: object) => {
  const { targets } = parseOperation({ kind: 'job.retry', targets: { filter }, idempotencyKey: 'k' });
  if (!('filter' in targets)) throw new Error('no filter');
  return targets.filter;
};

const row = (id: string, fields: object = {}) =>
  ({ id, source: 'one', createdAt: null, ...fields }) as JobRow;

function setUp(slices: JobRow[][] = []) {
  const queries: Array<Partial<JobIndexQuery>> = [];
  const read: Array<[string, JobLists]> = [];
  const source = (id: string, listJobs?: () => void) => ({
    source: { id, sections: ['jobs'], listJobs },
    origin: { source: id, instance: id === 'other' ? 'second' : 'main' },
  });
  const entries = [source('one', () => {}), source('other', () => {}), source('seen')];
  const trouble: { written?: Error } = {};
  const selector = new JobSelector({
    index: {
      keepingAll: (work: () => unknown) => work(),
      among: async (rows: JobRow[]) => rows,
      async *walk(query: JobIndexQuery) {
        queries.push(query);
        yield* slices;
      },
    },
    catchUp: {
      read: async (entry: (typeof entries)[number], lists: JobLists) => {
        read.push([entry.source.id, lists]);
      },
    },
    written: async () => {
      if (trouble.written) throw trouble.written;
    },
    registry: { entries, get: (id: string) => entries.find(entry => entry.source.id === id) },
    now: () => 7,
  } as never);
  return {
    queries,
    read,
    trouble,
    select: (filter: object) => selector.select(filterOf(filter), ({ id }) => id),
  };
}

describe('selecting jobs by a filter', () => {
  it('takes what the index finds, oldest first, without jobs of sources that are configured no more', async () => {
    const { select, queries } = setUp([
      [row('b', { createdAt: '2026-01-02T00:00:00.000Z' }), row('left', { source: 'left' })],
      [row('a', { createdAt: '2026-01-01T00:00:00.000Z' })],
    ]);
    const selection = await select({ state: 'failed', from: '2026-01-01', q: 'error:x' });
    expect(selection).toMatchObject({ jobs: ['a', 'b'], asOf: 7 });
    expect(queries[0]).toMatchObject({
      fields: { state: ['failed'] },
      from: Date.UTC(2026, 0, 1),
      search: { conditions: [{ field: 'error', values: ['x'] }] },
    });
  });

  it.each([
    [{ state: 'failed' }, { queues: undefined, states: ['failed'] }],
    [
      { state: 'failed,lost', q: 'state:lost,queued queue:a' },
      { queues: ['a'], states: ['lost'] },
    ],
    [{ q: '-state:failed queue:a*' }, { queues: undefined, states: undefined }],
    [
      { queue: 'a', q: 'queue:b' },
      { queues: [], states: undefined },
    ],
  ])('reads of the sources only what %j can select', async (filter, lists) => {
    const { select, read } = setUp();
    await select(filter);
    expect(read).toEqual([
      ['one', lists],
      ['other', lists],
    ]);
  });

  it.each([
    [{ source: 'one' }, ['one'], []],
    [{ instance: 'second' }, ['other'], []],
    [{ q: 'instance:main -source:one', state: 'failed' }, ['one'], ['seen']],
  ])(
    'asks for %j only the sources that are meant, and names those that cannot list',
    async (filter, asked, gaps) => {
      const { select, read } = setUp();
      const selection = await select(filter);
      expect(read.map(([id]) => id)).toEqual(asked);
      expect(selection.gaps.map(({ source }) => source)).toEqual(gaps);
    },
  );

  it('refuses too many, and what is not known because the database cannot be written', async () => {
    const many = Array.from({ length: 100_001 }, (_, number) => row(`j${number}`));
    await expect(setUp([many]).select({ state: 'failed' })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('narrow it'),
    });
    const { select, trouble } = setUp();
    trouble.written = new Error('database is locked');
    await expect(select({ state: 'failed' })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('database is locked'),
    });
  });
});
