import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { DatabaseOperationStore } from './DatabaseOperationStore';
import type { Operation } from './OperationStore';

describe('the operation store', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  const operation: Operation = {
    id: 'o1',
    kind: 'job.retry',
    state: 'pending',
    actor: 'user:default/ada',
    params: {},
    throttle: undefined,
    paused: false,
    abortRequested: false,
    counts: { total: 2, pending: 2, succeeded: 0, failed: 0, skipped: 0 },
    reason: undefined,
    createdAt: 0,
    expiresAt: undefined,
    startedAt: undefined,
    finishedAt: undefined,
  };

  const create = async () => {
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({
      directory: resolvePackagePath('@agentos-portal/plugin-agentos-backend', 'migrations'),
    });
    const store = new DatabaseOperationStore(
      knex,
      () => 1000,
      text => text,
    );
    const scope = { source: 's', owner: undefined, instance: 'main', queue: 'embed' };
    const targets = ['a', 'b'].map(id => ({ id, ...scope }));
    await store.create(operation, targets, { key: 'k', bodyHash: 'h', status: 202, answer: '{}' });
    return store;
  };

  const outcomes = async (store: DatabaseOperationStore) =>
    (await store.targets('o1', { after: -1, limit: 10 })).map(({ id, outcome }) => [id, outcome]);

  it('keeps the first outcome when a leader that was replaced comes late with another', async () => {
    const store = await create();
    await store.attempt(operation, await store.pending('o1', 10));
    await store.settle(operation, [{ id: 'a', outcome: 'succeeded' }]);
    await store.settle(operation, [
      { id: 'a', outcome: 'skipped', code: 'STATE_CHANGED' },
      { id: 'b', outcome: 'succeeded' },
    ]);
    expect(await outcomes(store)).toEqual([
      ['a', 'succeeded'],
      ['b', 'succeeded'],
    ]);
    const audit = await store.audit({ limit: 10 });
    expect(audit.map(({ target, outcome }) => [target, outcome]).sort()).toEqual([
      ['a', 'succeeded'],
      ['b', 'succeeded'],
    ]);
  });

  it('takes the words of a source as every database takes them', async () => {
    const store = await create();
    await store.attempt(operation, await store.pending('o1', 10));
    await store.settle(operation, [{ id: 'a', outcome: 'failed', message: 'broken \u0000 pipe' }]);
    const [target] = await store.targets('o1', { after: -1, limit: 1 });
    expect(target.message).toBe('broken \ufffd pipe');
  });

  it('lets a target be attempted once: a second leader that took the same chunk records nothing', async () => {
    const store = await create();
    const chunk = await store.pending('o1', 10);
    await store.attempt(operation, chunk.slice(1));
    // The driver's errors come from outside the test's own realm.
    await expect(store.attempt(operation, chunk)).rejects.toMatchObject({
      message: expect.stringMatching(/unique/i),
    });
    expect(await outcomes(store)).toEqual([
      ['a', 'pending'],
      ['b', 'attempting'],
    ]);
    expect(await store.audit({ limit: 10 })).toHaveLength(1);
  });
});
