import { waitFor } from '../../e2e-tests/waitFor.mjs';
import { completed, failedJobs, removeRetried, retry } from './operation.mjs';

const TARGETS = 12;
const WORDS = 'No space left on device';
const TABLES = [
  'operations',
  'operation_targets',
  'operation_keys',
  'audit',
  'jobs',
  'action_runs',
  'replicas',
];

/** PostgreSQL as it answers on a full disk: reads go on, and every write is refused. */
async function fill(postgres) {
  await postgres.query(`create or replace function refuse_write() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: ${WORDS}' using errcode = '53100'; end $$`);
  for (const table of TABLES)
    await postgres.query(
      `create trigger refuse_write before insert or update on ${table} for each statement execute function refuse_write()`,
    );
}

async function empty(postgres) {
  await postgres.query('drop function if exists refuse_write cascade');
}

export const diskFull = {
  name: 'disk-full',
  title: 'the disk of PostgreSQL full in the middle of an operation',
  async run(cluster) {
    const { fleet, fleetServer, postgres, portals } = cluster;
    const follower = portals[1 - (await cluster.leader())];
    const ids = failedJobs(fleet, TARGETS);
    let unrecorded = 0;
    let begun = 0;
    fleetServer.beforeEffect = async ({ operationId, targets }) => {
      const attempts = await postgres.query('select target from audit where operation_id = $1', [
        operationId,
      ]);
      const recorded = new Set(attempts.map(({ target }) => target));
      unrecorded += targets.filter(id => !recorded.has(id)).length;
      begun += targets.length;
    };
    try {
      await cluster.change();
      const key = `full-${fleet.changes.length}`;
      const operationId = await retry(follower, ids, { key, throttle: { perSecond: 4 } });
      await waitFor('the first targets', () => begun > 0);
      await fill(postgres);
      for (const portal of portals) {
        const refused = await portal.client.post(
          '/operations',
          { kind: 'job.retry', targets: { ids }, reason: 'fault test', idempotencyKey: `${key}-refused` },
          'admin',
        );
        const { error } = await refused.json();
        if (refused.status !== 503 || !error.message.includes(WORDS))
          throw new Error(`an operation that cannot be kept: ${refused.status} ${error?.message}`);
        const { database } = await portal.client.get('/health/data', 'admin');
        if (database.ok || !database.error.includes(WORDS))
          throw new Error('the health figures do not tell of it');
      }
      await cluster.change();
      const doneWhileFull = begun;
      await empty(postgres);
      const { counts } = await completed(follower, operationId);
      if (unrecorded > 0)
        throw new Error(`${unrecorded} effects were begun before their attempt was recorded`);
      if (counts.succeeded !== ids.length) throw new Error(`counts are ${JSON.stringify(counts)}`);
      return { 'targets done': counts.succeeded, 'begun when it was full': doneWhileFull };
    } finally {
      await empty(postgres);
      fleetServer.beforeEffect = async () => {};
      removeRetried(fleet);
    }
  },
};
