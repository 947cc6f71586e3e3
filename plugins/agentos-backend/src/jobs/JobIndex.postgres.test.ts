import { parseJobQuery } from '@agentos-portal/plugin-agentos-common';
import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import knexFactory from 'knex';
import { PostgresDatabase } from '../__testUtils__/PostgresDatabase';
import { describeJobCounters } from '../__testUtils__/jobCountersContract';
import { describeJobIndex } from '../__testUtils__/jobIndexContract';
import { describeJobSearch } from '../__testUtils__/jobSearchContract';
import { JobIndex } from './JobIndex';
import { OverdueError, SEARCH_LIMITS } from './search';

let database: PostgresDatabase;

beforeAll(async () => {
  database = await PostgresDatabase.start();
}, 90_000);

afterAll(() => database?.stop());

const create = async () => {
  await database.knex('jobs').delete();
  await database.knex('job_counts').delete();
  return database.knex;
};

describeJobCounters('PostgreSQL', create);
describeJobIndex('PostgreSQL', create);
describeJobSearch('PostgreSQL', create);

describe('a search of PostgreSQL', () => {
  it('ends when the time is over, and the database works on it no longer', async () => {
    const knex = await create();
    const index = new JobIndex(knex, () => 0, {
      args: ['document'],
      limits: { ...SEARCH_LIMITS, ms: 400, findMs: 200, window: 10 },
    });
    const search = parseJobQuery('args.document:d1');
    const blocker = await knex.transaction();
    await blocker.raw('lock table job_args in access exclusive mode');
    const page = await index.list({ fields: {}, search, sort: 'created', descending: true, limit: 5 });
    expect(page).toMatchObject({ items: [], partial: true, totalIsExact: false });
    const waiting = () =>
      blocker.raw(
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%job_args%'",
      );
    await waitFor(async () => (await waiting()).rows.length === 0, 'the end of the statement');
    await expect(index.count(search, { limitMs: 100 })).rejects.toBeInstanceOf(OverdueError);
    await blocker.rollback();
    expect(await index.count(search, { limitMs: 5000 })).toEqual({ count: 0, isExact: true });
  });

  it('has its index of texts again after the extension was away, and says why where it cannot be had', async () => {
    const knex = await create();
    const index = new JobIndex(knex, () => 0);
    await knex.raw('drop extension if exists pg_trgm cascade');
    expect(await index.prepare()).toBeUndefined();
    expect(index.figures).toEqual({ textIndex: true, textIndexProblem: null });
    await knex.raw('drop extension pg_trgm cascade');
    // Somebody who may not create it.
    await knex.raw('create role reader login');
    const { host, port } = knex.client.config.connection;
    const reader = knexFactory({
      client: 'pg',
      connection: { host, port, user: 'reader', database: 'postgres' },
    });
    try {
      const poor = new JobIndex(reader, () => 0);
      expect(await poor.prepare()).toContain('create extension pg_trgm');
      expect(poor.figures).toMatchObject({
        textIndex: false,
        textIndexProblem: expect.stringContaining('pg_trgm'),
      });
    } finally {
      await reader.destroy();
    }
    const search = parseJobQuery('refused');
    expect(await index.count(search, { limitMs: 5000 })).toEqual({ count: 0, isExact: true });
  });
});
