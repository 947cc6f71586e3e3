import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { TestDatabases } from '@backstage/backend-test-utils';
import { aJob, aQueue } from '../__testUtils__/rows';
import { ScriptedSource } from '../__testUtils__/ScriptedSource';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';

const CARD = '1234567812345678';
const JOB = 'scripted.embed.1';

describe('what is hidden', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let database: Awaited<ReturnType<typeof databases.init>>;
  let portal: TestPortal;
  let source: ScriptedSource;

  beforeEach(async () => {
    database = await databases.init('SQLITE_3');
    source = new ScriptedSource();
    source.rows = { queues: [aQueue('embed')] };
    portal = await startPortal({
      source,
      database,
      agentos: {
        redact: { patterns: ['\\d{16}'], paths: ['args.customer.email', 'result.*.iban'], keys: ['pin'] },
      },
    });
    await portal.warm();
  });

  afterEach(() => portal.stop());

  const failure = { type: 'E', message: `card ${CARD} refused` };
  const fail = async () => {
    source.sink!.report({
      observations: [
        { section: 'jobs', upsert: aJob('1', { state: 'failed', reason: CARD, error: failure }) },
      ],
      events: [
        {
          name: 'job:failed',
          id: 'e1',
          payload: { jobId: JOB, name: 'embed.document', queue: 'embed', error: failure },
        },
      ],
    });
    await source.sink!.committed();
  };

  it('is in no row, list or frame', async () => {
    const client = await portal.connect();
    client.send({ type: 'subscribe', rooms: ['admin'], sections: ['jobs'] });
    await client.message('subscribed');
    await fail();
    await client.message('job:error');
    await waitFor(() => JSON.stringify(client.messages).includes('refused'), 'the row');
    for (const text of [
      JSON.stringify(client.messages),
      await (await portal.get('/ssot')).text(),
      await (await portal.get('/ssot/v4')).text(),
      await (await portal.get('/jobs')).text(),
      await (await portal.get('/failures')).text(),
    ]) {
      expect(text).not.toContain(CARD);
    }
    expect(await (await portal.get('/jobs')).text()).toContain('card [redacted] refused');
  });

  it('is not kept', async () => {
    await fail();
    await portal.warm();
    for (const table of ['jobs', 'failure_groups', 'fact_journal', 'action_runs']) {
      expect(JSON.stringify(await database(table).select('*'))).not.toContain(CARD);
    }
  });

  it('is in no payload and no log line, neither by key, nor by path, nor by pattern', async () => {
    source.jobs.set(JOB, {
      job: aJob('1', { state: 'failed', error: failure }),
      args: { customer: { email: 'e', name: 'n' }, pin: 1, card: CARD },
      result: { payer: { iban: 'i', name: 'n' } },
      attempts: [{ attempt: 1, error: CARD, stack: CARD }],
      error: { ...failure, stack: `E: ${CARD}` },
    });
    source.getJobLogs = async () => [{ line: 1, text: `paid with ${CARD}` }];
    const detail = await (await portal.get(`/jobs/${JOB}`)).json();
    expect(detail.args).toEqual({
      customer: { email: '[redacted]', name: 'n' },
      pin: '[redacted]',
      card: '[redacted]',
    });
    expect(detail.result).toEqual({ payer: { iban: '[redacted]', name: 'n' } });
    expect(JSON.stringify(detail)).not.toContain(CARD);
    const logs = await (await portal.get(`/jobs/${JOB}/logs`)).json();
    expect(logs.items).toEqual([{ line: 1, text: 'paid with [redacted]' }]);
  });

  it('is neither in the error of a source nor in the audit trail', async () => {
    source.sink!.failed(['queues'], new Error(`AUTH ${CARD} refused`));
    await waitFor(async () => (await (await portal.get('/ssot')).text()).includes('AUTH'), 'the error');
    expect(await (await portal.get('/ssot')).text()).not.toContain(CARD);
    source.states.set(JOB, 'failed');
    source.sink!.report({ observations: [{ section: 'jobs', upsert: aJob('1', { state: 'failed' }) }] });
    await source.sink!.committed();
    source.beforeEffect = async () => {
      throw new Error(`no job for ${CARD}`);
    };
    const body = { kind: 'job.retry', targets: { ids: [JOB] }, idempotencyKey: 'k' };
    const { operationId } = await (await portal.ask('/operations', body)).json();
    const audit = await waitFor(async () => {
      await portal.warm();
      const text = await (await portal.get(`/audit?operationId=${operationId}`)).text();
      return text.includes('no job for') && text;
    }, 'the outcome');
    expect(audit).not.toContain(CARD);
    expect(await (await portal.get(`/operations/${operationId}/targets`)).text()).not.toContain(CARD);
  });

  it('leaves a job findable whose id looks like a secret', async () => {
    source.sink!.report({ observations: [{ section: 'jobs', upsert: aJob(CARD) }] });
    await source.sink!.committed();
    const { items } = await (await portal.get('/jobs')).json();
    expect(items).toMatchObject([{ id: `scripted.embed.${CARD}`, sourceId: CARD }]);
  });
});
