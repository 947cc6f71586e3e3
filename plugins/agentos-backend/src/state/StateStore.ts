import type { Commit, CommitDraft, StateSnapshot } from './Commit';

/**
 * Right to commit: `term` grows with every holder, `token` is the fence.
 * @internal
 */
export interface Lease {
  term: number;
  token: string;
}

/**
 * What a follower is told: a commit in order, or that the log no longer holds what comes next.
 * @internal
 */
export interface LogFollower {
  commit(commit: Commit): void;
  /** The follower must load the state anew. */
  gap(): void;
}

/**
 * Rows and change log of the SSOT. One contract suite (`stateStoreContract`) runs over every implementation.
 * @internal
 */
export interface StateStore {
  /** Takes the right to commit; a later call fences off every earlier lease. */
  acquire(term: number): Promise<Lease>;

  /** Fills an empty store: new random epoch, version 1. A store that has an epoch keeps it. */
  seed(lease: Lease): Promise<{ epoch: string; version: number }>;

  /**
   * Appends a commit and applies its rows, or does nothing.
   * @throws ConflictError when the lease was fenced off or epoch or version are not the last
   * @throws InputError above {@link MAX_COMMIT_ROWS}
   */
  commit(lease: Lease, last: { epoch: string; version: number }, draft: CommitDraft): Promise<Commit>;

  /** The whole state; undefined before it was seeded. */
  load(): Promise<StateSnapshot | undefined>;

  /** Tells every commit after the position, each once, in order. The answer ends it. */
  follow(after: { epoch: string; version: number }, follower: LogFollower): () => void;

  /** Keeps bytes under a key for a time (the v4 document). */
  putDocument(key: string, bytes: Buffer, ttlSeconds: number): Promise<void>;

  /** The bytes, or undefined when there are none or their time is over. */
  getDocument(key: string): Promise<Buffer | undefined>;

  close(): Promise<void>;
}
