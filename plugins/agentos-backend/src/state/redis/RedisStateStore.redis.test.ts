import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { Lease } from '../StateStore';
import { commitMany, draftOf, row, StoreFixture } from './__testUtils__/StoreFixture';

describe('RedisStateStore', () => {
  let fixture: StoreFixture;

  beforeEach(async () => {
    fixture = await StoreFixture.start();
  });

  afterEach(() => fixture.close());

  it('lets one of many stores lead, and refuses it once its time ran out', async () => {
    const stores = Array.from({ length: 5 }, () => fixture.store());
    const answers = await Promise.all(stores.map((store, index) => store.acquire(`pod:${index}`, 60_000)));
    const [{ lease: old }, ...others] = answers.filter(answer => 'lease' in answer) as Array<{
      lease: Lease;
    }>;
    expect(others).toEqual([]);
    expect(answers.filter(answer => !('lease' in answer))).toEqual(Array(4).fill({ holder: old.replica }));

    const [first, second] = stores;
    const { epoch } = await first.seed(old, { sections: {} });
    await fixture.redis.pexpire('{agentos}:lease', 1);
    const { lease } = await waitFor(async () => {
      const answer = await second.acquire('b', 60_000);
      return 'lease' in answer ? answer : undefined;
    }, 'the end of the lease');
    await expect(first.commit(old, { epoch, version: 1 }, draftOf(row('late')))).rejects.toMatchObject({
      name: 'ConflictError',
      message: `The lease of replica ${old.replica} was fenced off: replica b holds it`,
    });
    await commitMany(second, lease, { epoch, version: 1 }, 1);
    expect(await first.load()).toMatchObject({ version: 2, sections: { queues: { rows: [] } } });
  });

  it('says what differed when it refuses a commit', async () => {
    const { store, lease, epoch } = await fixture.leader();
    const refusal = (last: { epoch: string; version: number }) =>
      store.commit(lease, last, draftOf()).catch(error => error.message);
    expect(await refusal({ epoch: 'other', version: 1 })).toContain(`the store is at epoch ${epoch}`);
    expect(await refusal({ epoch, version: 7 })).toContain('the store is at version 1');
    await fixture.redis.del('{agentos}:meta');
    expect(await refusal({ epoch, version: 1 })).toContain('the store is at epoch none');
    await fixture.redis.del('{agentos}:lease');
    expect(await refusal({ epoch, version: 1 })).toContain('fenced off: nobody holds it');
  });

  it('keeps what it has under one hash tag, and documents under exactly their key', async () => {
    const { store, lease, epoch } = await fixture.leader({ keyPrefix: 'other' });
    await store.send({ type: 'operation', id: 'o', abort: false });
    await store.commit(lease, { epoch, version: 1 }, draftOf(row('a')));
    const keys = await fixture.redis.keys('*');
    expect(keys.sort()).toEqual(
      ['inbox', 'lease', 'log', 'meta', 'rows:queues', 'sections'].map(key => `{other}:${key}`),
    );
    await store.putDocument('admin:dashboard:v4', Buffer.from('{}'), 15);
    expect(await fixture.redis.get('admin:dashboard:v4')).toBe('{}');
    expect(await fixture.redis.ttl('admin:dashboard:v4')).toBeGreaterThan(0);
    expect(await fixture.redis.ttl('admin:dashboard:v4')).toBeLessThanOrEqual(15);
  });

  it('trims the log by bytes, down to the last commit', async () => {
    const { store, lease, epoch } = await fixture.leader({ logBytes: 10_000 });
    const sizes = async () =>
      (await fixture.redis.xrange('{agentos}:log', '-', '+')).map(([, fields]) =>
        Buffer.byteLength(fields[5]),
      );
    const held = async () => Number(await fixture.redis.hget('{agentos}:meta', 'bytes'));
    for (let version = 1; version < 8; version += 1) {
      await store.commit(lease, { epoch, version }, draftOf(row('a', 'é'.repeat(1_500))));
      const sum = (await sizes()).reduce((total, size) => total + size, 0);
      expect(await held()).toBe(sum);
      expect(sum).toBeLessThanOrEqual(10_000);
    }
    expect(await sizes()).toHaveLength(3);
    await store.commit(lease, { epoch, version: 8 }, draftOf(row('a', 'x'.repeat(20_000))));
    expect(await sizes()).toHaveLength(1);
    expect(await held()).toBeGreaterThan(20_000);
  });

  it('is seeded with many rows, and begun anew leaves none of the old ones', async () => {
    const { store, lease } = await fixture.leader();
    const rows = Array.from({ length: 12_000 }, (_, index) => row(`w${index}`));
    const proof = { status: 'fresh' as const, collectedAt: '2026-01-01T00:00:00.000Z', ageMs: 0 };
    const sections = { workers: { version: 1, rows, proofs: { s: proof } } };
    const { epoch } = await store.seed(lease, { sections }, { anew: true });
    expect((await store.load())!.sections.workers.rows).toHaveLength(12_000);
    const remove = rows.slice(0, 1_000).map(({ id }) => id);
    await store.commit(
      lease,
      { epoch, version: 1 },
      { ...draftOf(), sections: { workers: { upsert: [], remove, proofs: {} } } },
    );
    expect((await store.load())!.sections.workers.rows).toHaveLength(11_000);
    await store.seed(lease, { sections: {} }, { anew: true });
    expect((await fixture.redis.keys('*')).sort()).toEqual(['{agentos}:lease', '{agentos}:meta']);
  });

  it('keeps the place in the inbox when it is begun anew', async () => {
    const { store, lease, epoch } = await fixture.leader();
    await store.commit(lease, { epoch, version: 1 }, { ...draftOf(), inbox: '5-1' });
    await store.send({ type: 'operation', id: 'o', abort: false });
    expect(await store.seed(lease, { sections: {} }, { anew: true })).toMatchObject({
      version: 1,
      inbox: '5-1',
    });
    expect(await fixture.redis.xlen('{agentos}:inbox')).toBe(1);
  });

  it('writes nothing of a commit that Redis has no memory for', async () => {
    const { store, lease, epoch } = await fixture.leader();
    await store.commit(lease, { epoch, version: 1 }, draftOf(row('a')));
    const draft = draftOf(row('a', 1), row('b'));
    await fixture.redis.config('SET', 'maxmemory', '1');
    await expect(store.commit(lease, { epoch, version: 2 }, draft)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('OOM'),
    });
    await fixture.redis.config('SET', 'maxmemory', '0');
    expect(await store.load()).toMatchObject({ version: 2, sections: { queues: { rows: [row('a')] } } });
    expect(await fixture.redis.xlen('{agentos}:log')).toBe(1);
    expect((await store.commit(lease, { epoch, version: 2 }, draft)).version).toBe(3);
  });

  it('sends a script anew to a Redis that forgot it', async () => {
    const { store, lease, epoch } = await fixture.leader();
    await store.commit(lease, { epoch, version: 1 }, draftOf());
    await fixture.redis.script('FLUSH');
    expect((await store.commit(lease, { epoch, version: 2 }, draftOf())).version).toBe(3);
  });

  it('counts the age of a proof by the clock of Redis, also when that is set back', async () => {
    const { store, lease, epoch } = await fixture.leader();
    const proof = { status: 'fresh' as const, collectedAt: '2026-01-01T00:00:00.000Z', ageMs: 7 };
    const sections = { queues: { upsert: [], remove: [], proofs: { s: proof } } };
    await store.commit(lease, { epoch, version: 1 }, { ...draftOf(), sections });
    const age = async () => (await store.load())!.sections.queues.proofs.s.ageMs;
    const [seconds] = await fixture.redis.time();
    await fixture.redis.hset(
      '{agentos}:proofs:queues',
      's',
      `${(seconds - 100) * 1000} ${JSON.stringify(proof)}`,
    );
    expect(await age()).toBeGreaterThanOrEqual(100_007);
    await fixture.redis.hset(
      '{agentos}:proofs:queues',
      's',
      `${(seconds + 100_000) * 1000} ${JSON.stringify(proof)}`,
    );
    expect(await age()).toBe(7);
  });
});
