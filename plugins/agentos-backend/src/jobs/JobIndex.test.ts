import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { describeJobCounters } from '../__testUtils__/jobCountersContract';
import { describeJobIndex } from '../__testUtils__/jobIndexContract';
import { describeJobSearch } from '../__testUtils__/jobSearchContract';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const create = async () => {
  const knex = await databases.init('SQLITE_3');
  await knex.migrate.latest({
    directory: resolvePackagePath('@agentos-portal/plugin-agentos-backend', 'migrations'),
  });
  return knex;
};

describeJobCounters('SQLite', create);
describeJobIndex('SQLite', create);
describeJobSearch('SQLite', create);
