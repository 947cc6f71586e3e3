import { PostgresDatabase } from '../__testUtils__/PostgresDatabase';
import { describePresetStore } from '../__testUtils__/presetStoreContract';

let database: PostgresDatabase;

beforeAll(async () => {
  database = await PostgresDatabase.start();
}, 90_000);

afterAll(() => database?.stop());

describePresetStore('PostgreSQL', async () => {
  for (const table of ['presets', 'audit']) await database.knex(table).delete();
  return database.knex;
});
