import type { Commit, CommitDraft, KnownState, StateSnapshot } from './Commit';

/**
 * Right to commit. The token is the fence: it is compared for equality with what the store holds.
 * @internal
 */
export interface Lease {
  /** Replica that holds it. */
  replica: string;
  token: string;
}

/**
 * What a follower is told: a commit in order, or that the log no longer holds what comes next.
 * @internal
 */
export interface LogFollower {
  commit(commit: Commit): void;
  /** The follower must load the state anew. It is told once; the store tells it nothing more after that. */
  gap(): void;
}

/**
 * What any replica leaves for the leader: an event of a service, or that there is work in the database.
 * @internal
 */
export type Letter =
  | {
      type: 'event';
      name: string;
      id: string;
      payload: Record<string, unknown>;
      source: string;
      instance?: string;
    }
  | { type: 'operation'; id: string; abort: boolean };

/** @internal */
export interface ReceivedLetter {
  /** Place in the inbox; a later one is told later. */
  position: string;
  letter: Letter;
}

/**
 * Rows and change log of the SSOT. One contract suite (`stateStoreContract`) runs over every implementation.
 * Every method rejects with ServiceUnavailableError while the store cannot be reached.
 * @internal
 */
export interface StateStore {
  /**
   * Takes the right to commit for a time, when nobody holds it.
   * @returns the lease, or the replica that holds it
   */
  acquire(replica: string, ttlMs: number): Promise<{ lease: Lease } | { holder: string }>;

  /** Prolongs a lease; one that ran out is taken again when nobody took it meanwhile. False = somebody else holds it. */
  renew(lease: Lease, ttlMs: number): Promise<boolean>;

  /** Gives a lease back. One that is no longer held is left alone. */
  release(lease: Lease): Promise<void>;

  /**
   * Fills an empty store: new random epoch, version 1, the rows that are known. A store that has an epoch keeps it and its rows,
   * unless it is to begin `anew`: then the old rows and the old log are gone. Letters stay.
   * @throws ConflictError when the lease was fenced off
   */
  seed(lease: Lease, known: KnownState, options?: { anew?: boolean }): Promise<StateSnapshot>;

  /**
   * Appends a commit and applies its rows, or does nothing. A commit that was applied already (same id, e.g. its answer got lost)
   * is answered again.
   * @throws ConflictError when the lease was fenced off or epoch or version are not the last; nothing is written then
   * @throws InputError above {@link MAX_COMMIT_ROWS}
   */
  commit(lease: Lease, last: { epoch: string; version: number }, draft: CommitDraft): Promise<Commit>;

  /** The whole state; undefined before it was seeded. Ages of proofs are as of now. */
  load(): Promise<StateSnapshot | undefined>;

  /** Tells every commit after the position, each once, in order; while the store is away it waits. The answer ends it. */
  follow(after: { epoch: string; version: number }, follower: LogFollower): () => void;

  /**
   * Leaves a letter for the leader; it is there when this resolves.
   * @throws ServiceUnavailableError when the inbox is full ({@link MAX_INBOX})
   */
  send(letter: Letter): Promise<void>;

  /**
   * Tells the letters after the position (undefined = from the first), in order, then new ones as they come. Letters up to a commit's
   * `inbox` are forgotten with that commit. The answer ends it.
   */
  receive(after: string | undefined, receiver: (letters: ReceivedLetter[]) => void): () => void;

  /** Keeps bytes under a key for a time (the v4 document). */
  putDocument(key: string, bytes: Buffer, ttlSeconds: number): Promise<void>;

  /** The bytes, or undefined when there are none or their time is over. */
  getDocument(key: string): Promise<Buffer | undefined>;

  close(): Promise<void>;
}

/**
 * Letters that wait for a leader; more are refused.
 * @internal
 */
export const MAX_INBOX = 50_000;
