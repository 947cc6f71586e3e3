import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';

const ALIVE_MS = 15_000;
const KEPT_MS = 24 * 3_600_000;

const processLives = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * Replicas and lease terms in the plugin's database.
 * @internal
 */
export class ReplicaRegistry {
  readonly id = randomUUID();

  constructor(
    private readonly knex: Knex,
    private readonly now: () => number,
  ) {}

  /**
   * Enters this replica as the only one.
   * @throws ConflictError when another one lives: a memory store cannot be shared
   */
  async enterAlone() {
    const others = await this.knex('replicas').where('seen_at', '>', this.now() - ALIVE_MS);
    const alive = others.find(
      other =>
        other.host !== hostname() || (Number(other.pid) !== process.pid && processLives(Number(other.pid))),
    );
    if (alive) {
      throw new ConflictError(
        `Another replica (process ${alive.pid} on ${alive.host}) uses this database, and agentos.store.type is 'memory', which one process cannot share with another: stop the other process`,
      );
    }
    await this.knex('replicas').delete();
    await this.sign();
  }

  /** Enters this replica as one of several. */
  async enter() {
    await this.knex('replicas')
      .where('seen_at', '<', this.now() - KEPT_MS)
      .delete();
    await this.sign();
  }

  /** True when a replica entered this database within the last day. */
  async knows(id: string): Promise<boolean> {
    return (await this.knex('replicas').where({ id }).first('id')) !== undefined;
  }

  /** Gives a sign of life. */
  async sign() {
    await this.knex('replicas')
      .insert({ id: this.id, host: hostname(), pid: process.pid, seen_at: this.now() })
      .onConflict('id')
      .merge();
  }

  async leave() {
    await this.knex('replicas').where({ id: this.id }).delete();
  }

  /**
   * The next lease term: it only ever grows.
   * @param after - a term that is known to have been: a database that was restored counts on from there
   */
  async nextTerm(after = 0): Promise<number> {
    return this.knex.transaction(async transaction => {
      const row = await transaction('lease_terms').where({ name: 'ssot' }).first('term');
      const term = Math.max(row?.term ?? 0, after) + 1;
      await transaction('lease_terms').insert({ name: 'ssot', term }).onConflict('name').merge();
      return term;
    });
  }
}
