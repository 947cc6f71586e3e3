import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { describeFailures } from '../__testUtils__/failuresContract';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describeFailures('SQLite', async () => {
  const knex = await databases.init('SQLITE_3');
  await knex.migrate.latest({
    directory: resolvePackagePath('@agentos-portal/plugin-agentos-backend', 'migrations'),
  });
  return knex;
});
