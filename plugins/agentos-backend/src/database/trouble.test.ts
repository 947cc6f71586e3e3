import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import createKnex, { type Knex } from 'knex';
import { aJob, aQueue } from '../__testUtils__/rows';
import { ScriptedSource } from '../__testUtils__/ScriptedSource';
import { startPortal, type TestPortal } from '../__testUtils__/startPortal';

const JOBS = 2000;
const ids = Array.from({ length: JOBS }, (_, index) => `scripted.embed.j${index}`);

describe('a database that cannot be written', () => {
  let folder: string;
  let database: Knex;
  let other: Knex;
  let source: ScriptedSource;
  let portal: TestPortal;

  const open = () =>
    createKnex({
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'agentos.sqlite') },
      pool: { min: 1, max: 1 },
      useNullAsDefault: true,
    });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'agentos-database-'));
    database = open();
    other = open();
    source = new ScriptedSource();
    for (const id of ids) source.states.set(id, 'failed');
    source.listJobs = async () => ({ items: [], nextCursor: undefined });
    portal = await startPortal({ source, database, warmEveryMs: 500 });
    source.rows = { queues: [aQueue('embed')] };
  });

  afterEach(async () => {
    await portal.stop();
    await database.destroy();
    await other.destroy();
    rmSync(folder, { recursive: true });
  });

  const full = async () => {
    const [{ page_count: pages }] = await database.raw('pragma page_count');
    await database.raw(`pragma max_page_count = ${pages}`);
  };
  const roomy = () => database.raw('pragma max_page_count = 1000000');
  const lock = async () => {
    await waitFor(
      () =>
        other.raw('begin immediate').then(
          () => true,
          () => false,
        ),
      'the lock',
    );
  };
  const unlock = () => other.raw('commit');

  const json = async (response: Response) => ({ status: response.status, body: await response.json() });
  const get = async (path: string) => json(await portal.get(path));
  const retry = (idempotencyKey: string) =>
    portal.ask('/operations', { kind: 'job.retry', targets: { ids }, reason: 'r', idempotencyKey });

  it.each([
    ['full', full, roomy, /full/],
    ['locked', lock, unlock, /locked/],
  ])(
    'when it is %s: operations are refused, the portal lives and says why, and goes on after it',
    async (_name, spoil, mend, words) => {
      await spoil();
      for (const path of ['/operations', '/operations?retry']) {
        const refused = await json(await retry(`k${path.length}`));
        expect(refused).toMatchObject({
          status: 503,
          body: { error: { name: 'ServiceUnavailableError', message: expect.stringMatching(words) } },
        });
        expect(refused.body.error.message).not.toContain('insert');
      }
      expect(source.effects.size).toBe(0);
      expect((await get('/operations')).body.items).toEqual([]);

      source.rows = { queues: [aQueue('embed', { queued: 7 })] };
      await waitFor(
        async () =>
          (await get('/ssot?sections=queues')).body.sections.queues.rows['scripted.embed']?.queued === 7,
        'the portal to go on',
      );
      expect((await get('/health/data')).body.database).toMatchObject({
        ok: false,
        error: expect.stringMatching(words),
        lastErrorAt: expect.any(String),
      });

      await mend();
      const { operationId } = (await json(await retry('k'))).body;
      await waitFor(
        async () => (await get(`/operations/${operationId}`)).body.counts.succeeded === JOBS,
        'the operation to end',
      );
      expect(Array.from(source.effects.values()).every(count => count === 1)).toBe(true);
    },
  );

  it('in the middle of an operation: nothing is begun unrecorded, and the rest is done after it', async () => {
    source.beforeEffect = async () => {
      source.beforeEffect = async () => {};
      await full();
    };
    const { operationId } = (await json(await retry('middle'))).body;
    await waitFor(async () => !(await get('/health/data')).body.database.ok, 'the trouble to be seen');
    const recorded = await database('audit').where({ operation_id: operationId }).pluck('target');
    expect(Array.from(source.effects.keys()).filter(id => !recorded.includes(id))).toEqual([]);
    expect(source.effects.size).toBeLessThan(JOBS);
    await roomy();
    await waitFor(
      async () => (await get(`/operations/${operationId}`)).body.counts.succeeded === JOBS,
      'the operation to end',
    );
    expect(Array.from(source.effects.values()).every(count => count === 1)).toBe(true);
    expect((await database('audit').where({ operation_id: operationId })).length).toBe(JOBS);
  });

  it('refuses a selection by filter that cannot be entered in the index', async () => {
    await lock();
    source.listJobs = async () => ({ items: [aJob('new', { state: 'failed' })], nextCursor: undefined });
    const refused = await json(
      await portal.ask('/operations', {
        kind: 'job.retry',
        targets: { filter: { state: 'failed' } },
        reason: 'r',
        idempotencyKey: 'filter',
      }),
    );
    expect(refused).toMatchObject({
      status: 503,
      body: { error: { message: expect.stringMatching(/locked/) } },
    });
    await unlock();
  });
});
