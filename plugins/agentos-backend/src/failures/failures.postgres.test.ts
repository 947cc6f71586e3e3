import { describeFailures } from '../__testUtils__/failuresContract';
import { PostgresDatabase } from '../__testUtils__/PostgresDatabase';

let database: PostgresDatabase;

beforeAll(async () => {
  database = await PostgresDatabase.start();
}, 90_000);

afterAll(() => database?.stop());

describeFailures('PostgreSQL', async () => {
  for (const table of ['jobs', 'job_counts', 'failure_counts', 'failure_groups', 'source_state']) {
    await database.knex(table).delete();
  }
  return database.knex;
});
