import type { Row } from '@agentos-portal/plugin-agentos-common';
import { RedisServer, waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import type { CommitDraft } from '../../Commit';
import type { Lease, LogFollower } from '../../StateStore';
import { RedisStateStore, type RedisStateStoreOptions } from '../RedisStateStore';

export const row = (id: string, value: unknown = 0): Row => ({
  id,
  source: 's',
  instance: 'main',
  rev: '1',
  value,
});

export const draftOf = (...upsert: Row[]): CommitDraft => ({
  id: randomUUID(),
  at: '2026-01-01T00:00:00.000Z',
  sections: { queues: { upsert, remove: [], proofs: {} } },
  events: [],
  dropped: {},
});

export const letterOf = (id: string) => ({ type: 'operation', id, abort: false }) as const;

/** A follower that keeps what it is told: versions, and `gap`. */
export function recorder() {
  const seen: Array<number | 'gap'> = [];
  const follower: LogFollower = {
    commit: ({ version }) => seen.push(version),
    gap: () => seen.push('gap'),
  };
  return { seen, follower };
}

/** A Redis with stores on it. */
export class StoreFixture {
  private readonly closers: Array<() => unknown> = [];

  static async start(options: { password?: string } = {}) {
    return new StoreFixture(await RedisServer.start(options));
  }

  /** The test's own connection. */
  readonly redis: Redis;

  private constructor(readonly server: RedisServer) {
    this.redis = new Redis(server.url, { maxRetriesPerRequest: null });
    this.redis.on('error', () => {});
  }

  store(options: Partial<RedisStateStoreOptions> = {}) {
    const store = RedisStateStore.create({
      url: this.server.url,
      logger: mockServices.logger.mock(),
      ...options,
    });
    this.closers.push(() => store.close());
    return store;
  }

  /** Closes it with the rest. */
  keep<T extends { close(): unknown }>(part: T): T {
    this.closers.push(() => part.close());
    return part;
  }

  /** A store that leads a seeded state at version 1. */
  async leader(options: Partial<RedisStateStoreOptions> = {}) {
    const store = this.store(options);
    const answer = await store.acquire('a', 60_000);
    if (!('lease' in answer)) throw new Error(`held by ${answer.holder}`);
    const { lease } = answer;
    const { epoch } = await store.seed(lease, { sections: {} });
    return { store, lease, epoch };
  }

  /** Numbers of connections by name. */
  async connections(name: string) {
    const list = (await this.redis.client('LIST')) as string;
    return list.split('\n').filter(line => line.includes(` name=${name} `)).length;
  }

  /** The answer puts everything but the lease back as it is now, in one step: what a Redis does that lost its last writes. */
  async save() {
    const stateKeys = async () => (await this.redis.keys('*')).filter(key => !key.endsWith(':lease'));
    const keys = await stateKeys();
    const dumps = await Promise.all(keys.map(key => this.redis.dumpBuffer(key)));
    return async () => {
      const restore = this.redis.multi().del(...(await stateKeys()));
      keys.forEach((key, index) => restore.restore(key, 0, dumps[index]));
      await restore.exec();
    };
  }

  async close() {
    for (const close of this.closers.reverse()) await close();
    this.redis.disconnect();
    await this.server.stop();
  }
}

/** Commits that many empty drafts after a version, each as soon as the store takes it. */
export async function commitMany(
  store: RedisStateStore,
  lease: Lease,
  { epoch, version }: { epoch: string; version: number },
  count: number,
) {
  for (let n = 0; n < count; n += 1) {
    const draft = draftOf();
    await waitFor(
      () => store.commit(lease, { epoch, version: version + n }, draft).catch(() => undefined),
      'the store',
    );
  }
}
