import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { SECTIONS, type JobRow } from '@agentos-portal/plugin-agentos-common';
import { aJob } from '../__testUtils__/rows';
import { JobIndex } from '../jobs';
import { FailureReader } from './FailureReader';

describe('the tables of counts', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  it('begin with the jobs that are in the index already', async () => {
    const knex = await databases.init('SQLITE_3');
    const directory = resolvePackagePath('@agentos-portal/plugin-agentos-backend', 'migrations');
    await knex.migrate.latest({ directory });
    const index = new JobIndex(knex, () => Date.UTC(2026, 0, 2));
    const failed = (id: string, fields: Partial<JobRow> = {}) => ({
      ...(SECTIONS.jobs.fields.parse(aJob(id)) as JobRow),
      ...{ source: 'scripted', instance: 'main', rev: '1', state: 'failed' as const },
      error: { type: null, message: 'no\u0000', fingerprint: 'f1' },
      finishedAt: '2026-01-01T10:20:00.000Z',
      ...fields,
    });
    await index.put([failed('1'), failed('2', { queue: null }), failed('3', { finishedAt: null })]);
    const reader = new FailureReader(knex);
    const before = await reader.read({ limit: 5 });
    expect(before.items).toMatchObject([{ count: 3, queues: ['embed'] }]);
    const counters = async () =>
      (await index.counters.all()).counters.map(counter => Object.values(counter).join(' ')).sort();
    const counted = await counters();
    for (const name of [
      '20261113_failures.js',
      '20261112_rollups.js',
      '20261111_presets.js',
      '20261110_job_counts.js',
    ]) {
      await knex.migrate.down({ directory, name });
    }
    await knex.migrate.latest({ directory });
    expect(await reader.read({ limit: 5 })).toEqual(before);
    expect(await counters()).toEqual(counted);
    await index.put([failed('1', { rev: '2' })]);
    expect(await reader.read({ limit: 5 })).toEqual(before);
  });
});
