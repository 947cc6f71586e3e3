import { describeFacts } from '../__testUtils__/factsContract';
import { PostgresDatabase } from '../__testUtils__/PostgresDatabase';

let database: PostgresDatabase;

beforeAll(async () => {
  database = await PostgresDatabase.start();
}, 90_000);

afterAll(() => database?.stop());

describeFacts('PostgreSQL', async () => {
  for (const table of ['fact_journal', 'rollups', 'lease_terms']) await database.knex(table).delete();
  return database.knex;
});
