import { describeJobCounters } from '../__testUtils__/jobCountersContract';
import { describeJobIndex } from '../__testUtils__/jobIndexContract';
import { describeJobSearch } from '../__testUtils__/jobSearchContract';
import { PostgresDatabase } from '../__testUtils__/PostgresDatabase';

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
