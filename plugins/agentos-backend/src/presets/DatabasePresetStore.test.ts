import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { describePresetStore } from '../__testUtils__/presetStoreContract';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describePresetStore('SQLite', async () => {
  const knex = await databases.init('SQLITE_3');
  await knex.migrate.latest({
    directory: resolvePackagePath('@agentos-portal/plugin-agentos-backend', 'migrations'),
  });
  return knex;
});
