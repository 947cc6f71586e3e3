import type { CommittedEvent } from '@agentos-portal/plugin-agentos-node';
import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { PostgresDatabase } from '../__testUtils__/PostgresDatabase';
import { aQueue } from '../__testUtils__/rows';
import { ScriptedSource } from '../__testUtils__/ScriptedSource';
import { restrictedService, startPortal, type TestPortal } from '../__testUtils__/startPortal';
import { ActionRuns } from '../actions';
import { DatabaseSourceStore, IngestLog } from '../sources';
import { ReplicaRegistry } from '../state';

/** What differs from SQLite: big integers come back as text, and others write at the same time. */
describe('on PostgreSQL', () => {
  let database: PostgresDatabase;

  beforeAll(async () => {
    database = await PostgresDatabase.start();
  }, 90_000);

  afterAll(() => database?.stop());

  describe('a portal', () => {
    let source: ScriptedSource;
    let portal: TestPortal;
    let notified: string[];

    beforeEach(async () => {
      source = new ScriptedSource();
      notified = [];
      const run = async (events: CommittedEvent[]) => {
        notified.push(...events.map(({ id }) => id));
      };
      portal = await startPortal({
        source,
        database: database.knex,
        actions: [{ name: 'notify_admin', run }],
      });
      source.rows = { queues: [aQueue('embed')] };
      await portal.warm();
    });

    afterEach(() => portal.stop());

    const get = async (path: string) => (await portal.get(path)).json();

    it('does an operation once, and tells of it with numbers and times', async () => {
      const ids = ['scripted.embed.j0', 'scripted.embed.j1'];
      for (const id of ids) source.states.set(id, 'failed');
      const body = { kind: 'job.retry', targets: { ids }, reason: 'broker was away', idempotencyKey: 'once' };
      const first = await (await portal.ask('/operations', body)).json();
      await waitFor(
        async () => (await get(`/operations/${first.operationId}`)).state === 'completed',
        'the end of the operation',
      );
      const repeated = await portal.ask('/operations', body);
      expect((await repeated.json()).operationId).toBe(first.operationId);
      expect((await portal.ask('/operations', { ...body, reason: 'another' })).status).toBe(409);
      expect(await get(`/operations/${first.operationId}`)).toMatchObject({
        counts: { total: 2, pending: 0, succeeded: 2, failed: 0, skipped: 0 },
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        finishedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      });
      const { items } = await get(`/audit?operationId=${first.operationId}`);
      expect(items).toHaveLength(2);
      for (const row of items) {
        expect(row).toMatchObject({ outcome: 'succeeded', at: expect.stringMatching(/Z$/) });
      }
      expect((await get('/operations')).items[0].operationId).toBe(first.operationId);
      expect(source.effects.get(ids[0])).toBe(1);
    });

    it('starts a plan', async () => {
      source.states.set('scripted.embed.j2', 'failed');
      const planned = await portal.ask('/operations', {
        kind: 'job.retry',
        targets: { ids: ['scripted.embed.j2'] },
        idempotencyKey: 'plan',
        dryRun: true,
      });
      expect(planned.status).toBe(200);
      const { operationId } = await planned.json();
      const started = await portal.ask(`/operations/${operationId}/start`, {
        reason: 'now',
        idempotencyKey: 'start',
      });
      expect(started.status).toBe(202);
      await waitFor(() => source.effects.get('scripted.embed.j2') === 1, 'the effect');
    });

    it('answers a repeated event as the first, and runs its action once', async () => {
      const event = { name: 'job:failed', id: 'e1', payload: { jobId: '1', name: 'embed' } };
      const answers = [];
      for (const time of [1, 2]) {
        const response = await portal.post('/events', event, restrictedService());
        answers.push({ time, status: response.status, body: await response.json() });
      }
      expect(answers.map(({ status }) => status)).toEqual([202, 202]);
      expect(answers[1].body).toEqual(answers[0].body);
      await waitFor(
        async () => (await database.knex('action_runs').where({ state: 'succeeded' })).length > 0,
        'the action',
      );
      expect(notified).toHaveLength(1);
      expect(await database.knex('action_runs')).toHaveLength(1);
    });
  });

  it('counts terms over replicas, and knows who lives', async () => {
    const [one, other] = [1, 2].map(() => new ReplicaRegistry(database.knex, () => Date.now()));
    await one.enter();
    const before = await one.nextTerm();
    expect(await other.nextTerm(before + 10)).toBe(before + 11);
    expect(await one.nextTerm()).toBe(before + 12);
    expect(await other.knows(one.id)).toBe(true);
    await one.leave();
    expect(await other.knows(one.id)).toBe(false);
  });

  it('keeps what sources keep, ids of events and runs of actions', async () => {
    const now = Date.parse('2026-01-02T00:00:00Z');
    const store = new DatabaseSourceStore(database.knex, 's');
    await store.set('at', { position: 1 });
    await store.set('at', { position: 2 });
    expect(await store.get('at')).toEqual({ position: 2 });
    const log = new IngestLog(database.knex, () => now);
    await log.remember('caller', 'e', true);
    expect(await log.answerOf('caller', 'e')).toEqual({ accepted: true });
    const later = new IngestLog(database.knex, () => now + 25 * 3_600_000);
    expect(await later.answerOf('caller', 'e')).toBeUndefined();
    const runs = new ActionRuns(database.knex, () => now);
    const event = { id: 'r', name: 'job:failed', payload: {}, timestamp: '', source: 's', version: 1 };
    await runs.enter([{ action: 'test', event }]);
    await runs.enter([{ action: 'test', event }]);
    expect(await runs.due('test')).toEqual([event]);
    await runs.failed('test', [event], 'away');
    expect(await runs.due('test')).toEqual([]);
  });
});
