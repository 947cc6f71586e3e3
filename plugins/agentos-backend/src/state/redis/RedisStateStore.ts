import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, ServiceUnavailableError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import {
  type Commit,
  type CommitDraft,
  countRows,
  type KnownState,
  MAX_COMMIT_ROWS,
  type SectionChange,
  type StateSnapshot,
} from '../Commit';
import {
  type Lease,
  type Letter,
  type LogFollower,
  MAX_INBOX,
  type ReceivedLetter,
  type StateStore,
} from '../StateStore';
import { Connection } from './Connection';
import { InboxReader } from './InboxReader';
import { type StoreKeys, storeKeys } from './keys';
import { leaseOf, leaseValue } from './leaseValue';
import { LogReader } from './LogReader';
import { Outage } from './Outage';
import { BLOCK_MS, ReadLoop } from './ReadLoop';
import { COMMIT } from './scripts/commit';
import { SEND } from './scripts/inbox';
import { ACQUIRE, RELEASE, RENEW } from './scripts/lease';
import { LOAD } from './scripts/load';
import { sectionArgs } from './scripts/sections';
import { SEED } from './scripts/seed';
import { parseSnapshot } from './snapshot';
import { nextId } from './streamIds';

/** @internal */
export interface RedisStateStoreOptions {
  /** redis:// or rediss://. */
  url: string;
  logger: LoggerService;
  /** Default `agentos`. Stores of one Redis with different prefixes know nothing of each other, except for documents. */
  keyPrefix?: string;
  /** Commits that the log holds; default 10,000. */
  logCommits?: number;
  /** Bytes of commits that the log holds; default 64 MB. The last commit stays whatever its size. */
  logBytes?: number;
  /** Letters that may wait; default {@link MAX_INBOX}. */
  inbox?: number;
  /** How long Redis may take to answer, in ms; default 3,000. */
  limitMs?: number;
}

/**
 * The state of several processes, in Redis 6.2 or newer.
 * @internal
 */
export class RedisStateStore implements StateStore {
  private readonly outage: Outage;
  private readonly connection: Connection;
  private readonly log: LogReader;
  private readonly loops = new Set<ReadLoop>();
  private readonly keys: StoreKeys;

  /** Connects by itself. While Redis is away each call says so. */
  static create(options: RedisStateStoreOptions) {
    return new RedisStateStore({
      keyPrefix: 'agentos',
      logCommits: 10_000,
      logBytes: 64 * 1024 * 1024,
      inbox: MAX_INBOX,
      limitMs: 3_000,
      ...options,
    });
  }

  private constructor(private readonly options: Required<RedisStateStoreOptions>) {
    this.keys = storeKeys(options.keyPrefix);
    this.outage = new Outage(options.logger);
    this.connection = this.connect('state', options.limitMs);
    this.log = new LogReader({
      keys: this.keys,
      logger: options.logger,
      startLoop: (name, step) => this.startLoop(name, step),
    });
  }

  async acquire(replica: string, ttlMs: number): Promise<{ lease: Lease } | { holder: string }> {
    const lease = { replica, token: randomUUID() };
    const value = leaseValue(lease);
    const holder = await this.connection.run('acquire the lease', redis =>
      ACQUIRE.run(redis, [this.keys.lease], [value, ttlMs]),
    );
    return holder === value ? { lease } : { holder: leaseOf(holder).replica };
  }

  async renew(lease: Lease, ttlMs: number) {
    const held = await this.connection.run('renew the lease', redis =>
      RENEW.run(redis, [this.keys.lease], [leaseValue(lease), ttlMs]),
    );
    return held === 1;
  }

  async release(lease: Lease) {
    await this.connection.run('release the lease', redis =>
      RELEASE.run(redis, [this.keys.lease], [leaseValue(lease)]),
    );
  }

  async seed(
    lease: Lease,
    known: KnownState,
    { anew = false }: { anew?: boolean } = {},
  ): Promise<StateSnapshot> {
    const sections = Object.entries(known.sections).map(
      ([name, { rows, proofs }]): [string, SectionChange] => [name, { upsert: rows, remove: [], proofs }],
    );
    const args = [
      this.keys.prefix,
      leaseValue(lease),
      randomUUID(),
      anew ? 'anew' : '',
      ...sectionArgs(Object.fromEntries(sections)),
    ];
    const [outcome, value] = await this.connection.run('be seeded', redis =>
      SEED.run(redis, this.keys.state, args),
    );
    if (outcome === 'lease') throw fencedOff(lease, value);
    return parseSnapshot(value)!;
  }

  async commit(lease: Lease, last: { epoch: string; version: number }, draft: CommitDraft): Promise<Commit> {
    if (countRows(draft) > MAX_COMMIT_ROWS) {
      throw new InputError(`A commit has at most ${MAX_COMMIT_ROWS} rows, not ${countRows(draft)}`);
    }
    const { inbox } = draft;
    const args = [
      this.keys.prefix,
      leaseValue(lease),
      last.epoch,
      last.version,
      last.version + 1,
      draft.id,
      JSON.stringify(draft),
      inbox ?? '',
      inbox === undefined ? '' : nextId(inbox),
      this.options.logCommits,
      this.options.logBytes,
      ...sectionArgs(draft.sections),
    ];
    const [outcome, value] = await this.connection.run('commit', redis =>
      COMMIT.run(redis, this.keys.state, args),
    );
    if (outcome === 'ok') return { ...draft, version: Number(value) };
    if (outcome === 'lease') throw fencedOff(lease, value);
    throw new ConflictError(
      `Commit after version ${last.version} of epoch ${last.epoch} refused: the store is at ${outcome} ${value || 'none'}`,
    );
  }

  async load(): Promise<StateSnapshot | undefined> {
    return parseSnapshot(
      await this.connection.run('load the state', redis =>
        LOAD.run(redis, this.keys.state, [this.keys.prefix]),
      ),
    );
  }

  follow(after: { epoch: string; version: number }, follower: LogFollower) {
    return this.log.join(follower, after);
  }

  async send(letter: Letter) {
    const { inbox } = this.options;
    const sent = await this.connection.run('take a letter', redis =>
      SEND.run(redis, [this.keys.inbox], [JSON.stringify(letter), inbox]),
    );
    if (!sent) throw new ServiceUnavailableError(`${inbox} letters wait for the leader: send again later`);
  }

  receive(after: string | undefined, receiver: (letters: ReceivedLetter[]) => void) {
    const reader = new InboxReader({ keys: this.keys, logger: this.options.logger, after, receiver });
    const loop = this.startLoop('inbox', (connection, signal) => reader.read(connection, signal));
    return () => loop.stop();
  }

  async putDocument(key: string, bytes: Buffer, ttlSeconds: number) {
    await this.connection.run(`keep ${key}`, redis => redis.setex(key, ttlSeconds, bytes));
  }

  async getDocument(key: string): Promise<Buffer | undefined> {
    return (await this.connection.run(`give ${key}`, redis => redis.getBuffer(key))) ?? undefined;
  }

  async close() {
    this.log.close();
    const loops = Array.from(this.loops);
    for (const loop of loops) loop.stop();
    this.connection.close();
    await Promise.all(loops.map(loop => loop.done));
  }

  private connect(name: string, limitMs: number) {
    const { url, keyPrefix } = this.options;
    return new Connection({ url, name: `${keyPrefix}-${name}`, limitMs, outage: this.outage });
  }

  private startLoop(name: string, step: ReadLoop['options']['step']) {
    const connection = this.connect(name, BLOCK_MS + this.options.limitMs);
    const loop = new ReadLoop({ connection, outage: this.outage, step });
    this.loops.add(loop);
    loop.done.then(() => this.loops.delete(loop));
    return loop;
  }
}

function fencedOff(lease: Lease, held: string) {
  const now = held ? `replica ${leaseOf(held).replica} holds it` : 'nobody holds it';
  return new ConflictError(`The lease of replica ${lease.replica} was fenced off: ${now}`);
}
