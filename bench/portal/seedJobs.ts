import type { Knex } from 'knex';
import { recordOf } from '../../plugins/agentos-backend/src/jobs/JobRecord';
import { historicJob } from './jobHistory';

const BATCH = 2000;
/** SQLite takes no more values in a statement. */
const EMBEDDED_BATCH = 500;

const COUNT = `
  insert into job_counts (instance, source, queue, state, count, changed_at)
  select instance, source, coalesce(queue, ''), state, count(*), max(changed_at) from jobs
  group by instance, source, coalesce(queue, ''), state`;

/** Arguments that can be searched: one of many tenants, one of few languages. */
const ARGUMENTS = `
  insert into job_args (n, path, value)
  select n, 'tenant', 'tenant-' || (n % 5000) from jobs
  union all
  select n, 'language', 'language-' || (n % 7) from jobs`;

/**
 * Fills the index as its writer would have in weeks. PostgreSQL makes the indexes afterwards, as a restore does.
 */
export async function seedJobs(knex: Knex, total: number) {
  const isPostgres = knex.client.config.client === 'pg';
  const now = Date.now();
  const recordAt = (n: number) => {
    const job = historicJob(n, total, now);
    return recordOf(job, Date.parse(job.finishedAt ?? job.createdAt!));
  };
  await knex.raw('delete from job_counts');
  await knex.raw('delete from job_args');
  await knex.raw('delete from jobs');
  const indexes: Array<{ name: string; sql: string }> = isPostgres
    ? (
        await knex.raw(
          "select indexname as name, indexdef as sql from pg_indexes where schemaname = current_schema() and tablename = 'jobs' and indexname <> 'jobs_by_id' and indexname not like '%pkey'",
        )
      ).rows
    : [];
  for (const { name } of indexes) await knex.raw('drop index ??', [name]);
  const size = isPostgres ? BATCH : EMBEDDED_BATCH;
  for (let from = 0; from < total; from += size) {
    const records = Array.from({ length: Math.min(size, total - from) }, (_, index) =>
      recordAt(from + index),
    );
    if (isPostgres) {
      const names = Object.keys(records[0]);
      const columns = names.map(() => '??').join(', ');
      await knex.raw(
        `insert into jobs (${columns}) select ${columns} from json_populate_recordset(null::jobs, ?)`,
        [...names, ...names, JSON.stringify(records)],
      );
    } else {
      await knex.batchInsert('jobs', records, 100);
    }
  }
  for (const { sql } of indexes) await knex.raw(sql);
  await knex.raw(COUNT);
  await knex.raw(ARGUMENTS);
  if (isPostgres) await knex.raw('vacuum analyze jobs, job_args');
}
