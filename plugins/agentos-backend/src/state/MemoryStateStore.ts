import { randomUUID } from 'node:crypto';
import type { Row } from '@agentos-portal/plugin-agentos-common';
import { type Clock, systemClock } from '@agentos-portal/plugin-agentos-node';
import { ConflictError, InputError, ServiceUnavailableError } from '@backstage/errors';
import { ChangeLog } from './ChangeLog';
import {
  type Commit,
  type CommitDraft,
  countRows,
  type KnownState,
  MAX_COMMIT_ROWS,
  type Proof,
  type StateSnapshot,
} from './Commit';
import {
  type Lease,
  type Letter,
  type LogFollower,
  MAX_INBOX,
  type ReceivedLetter,
  type StateStore,
} from './StateStore';

/** Replicas keep the window that resume reads; the log of this store only bridges load and follow, in one process. */
const LOG_COMMITS = 100;

interface StoredSection {
  version: number;
  rows: Map<string, Row>;
  proofs: Map<string, Proof & { at: number }>;
}

/**
 * The state of a single process.
 * @internal
 */
export class MemoryStateStore implements StateStore {
  private epoch: string | undefined;
  private version = 0;
  private last: Commit | undefined;
  private held: { lease: Lease; until: number } | undefined;
  private inbox: ReceivedLetter[] = [];
  private letters = 0;
  private taken: string | undefined;
  private readonly sections = new Map<string, StoredSection>();
  private readonly followers = new Set<LogFollower>();
  private readonly receivers = new Set<(letters: ReceivedLetter[]) => void>();
  private readonly documents = new Map<string, { bytes: Buffer; until: number }>();
  private readonly log: ChangeLog<Commit>;

  static create(options?: { clock?: Clock; logCommits?: number; inbox?: number }) {
    return new MemoryStateStore(
      options?.clock ?? systemClock,
      options?.logCommits ?? LOG_COMMITS,
      options?.inbox ?? MAX_INBOX,
    );
  }

  private constructor(
    private readonly clock: Clock,
    logCommits: number,
    private readonly maxInbox: number,
  ) {
    this.log = new ChangeLog({ commits: logCommits, bytes: Number.POSITIVE_INFINITY });
  }

  async acquire(replica: string, ttlMs: number): Promise<{ lease: Lease } | { holder: string }> {
    const now = this.clock.monotonic();
    if (this.held && this.held.until > now) return { holder: this.held.lease.replica };
    const lease = { replica, token: randomUUID() };
    this.held = { lease, until: now + ttlMs };
    return { lease };
  }

  async renew(lease: Lease, ttlMs: number) {
    if (this.held?.lease.token !== lease.token) return false;
    this.held.until = this.clock.monotonic() + ttlMs;
    return true;
  }

  async release(lease: Lease) {
    if (this.held?.lease.token === lease.token) this.held = undefined;
  }

  async seed(lease: Lease, known: KnownState, options: { anew?: boolean } = {}): Promise<StateSnapshot> {
    this.checkLease(lease);
    if (this.epoch === undefined || options.anew) {
      this.sections.clear();
      this.log.clear();
      this.last = undefined;
      for (const follower of this.followers) follower.gap();
      this.followers.clear();
      this.epoch = randomUUID();
      this.version = 1;
      for (const [name, { rows, proofs }] of Object.entries(known.sections)) {
        this.apply(name, { upsert: rows, remove: [], proofs });
      }
    }
    return (await this.load())!;
  }

  async commit(lease: Lease, last: { epoch: string; version: number }, draft: CommitDraft) {
    if (countRows(draft) > MAX_COMMIT_ROWS) {
      throw new InputError(`A commit has at most ${MAX_COMMIT_ROWS} rows, not ${countRows(draft)}`);
    }
    this.checkLease(lease);
    if (this.last?.id === draft.id) return this.last;
    if (last.epoch !== this.epoch || last.version !== this.version) {
      throw new ConflictError(
        `Commit after version ${last.version} of epoch ${last.epoch} refused: the store is at version ${this.version} of epoch ${this.epoch}`,
      );
    }
    const commit: Commit = { ...draft, version: this.version + 1 };
    this.version = commit.version;
    this.last = commit;
    for (const [name, change] of Object.entries(commit.sections)) this.apply(name, change);
    if (commit.inbox !== undefined) this.forgetLetters(commit.inbox);
    this.log.append(commit, 0);
    for (const follower of this.followers) follower.commit(commit);
    return commit;
  }

  async load(): Promise<StateSnapshot | undefined> {
    if (this.epoch === undefined) return undefined;
    const now = this.clock.monotonic();
    return {
      epoch: this.epoch,
      version: this.version,
      ...(this.taken === undefined ? {} : { inbox: this.taken }),
      sections: Object.fromEntries(
        Array.from(this.sections, ([name, section]) => [
          name,
          {
            version: section.version,
            rows: Array.from(section.rows.values()),
            proofs: Object.fromEntries(
              Array.from(section.proofs, ([source, { at, ...proof }]) => [
                source,
                { ...proof, ageMs: proof.ageMs + now - at },
              ]),
            ),
          },
        ]),
      ),
    };
  }

  follow(after: { epoch: string; version: number }, follower: LogFollower) {
    const missed = this.missedSince(after.version);
    if (after.epoch !== this.epoch || !missed) {
      follower.gap();
      return () => {};
    }
    for (const commit of missed) follower.commit(commit);
    this.followers.add(follower);
    return () => {
      this.followers.delete(follower);
    };
  }

  async send(letter: Letter) {
    if (this.inbox.length >= this.maxInbox) {
      throw new ServiceUnavailableError(`${this.maxInbox} letters wait for the leader: send again later`);
    }
    this.letters += 1;
    const received = { position: String(this.letters), letter };
    this.inbox.push(received);
    for (const receiver of this.receivers) receiver([received]);
  }

  receive(after: string | undefined, receiver: (letters: ReceivedLetter[]) => void) {
    const waiting = this.inbox.filter(({ position }) => Number(position) > Number(after ?? 0));
    if (waiting.length > 0) receiver(waiting);
    this.receivers.add(receiver);
    return () => {
      this.receivers.delete(receiver);
    };
  }

  async putDocument(key: string, bytes: Buffer, ttlSeconds: number) {
    this.documents.set(key, { bytes, until: this.clock.monotonic() + ttlSeconds * 1000 });
  }

  async getDocument(key: string) {
    const document = this.documents.get(key);
    return document && document.until > this.clock.monotonic() ? document.bytes : undefined;
  }

  async close() {
    this.followers.clear();
    this.receivers.clear();
  }

  private apply(name: string, change: CommitDraft['sections'][string]) {
    let section = this.sections.get(name);
    if (!section) {
      section = { version: 0, rows: new Map(), proofs: new Map() };
      this.sections.set(name, section);
    }
    section.version = this.version;
    for (const row of change.upsert) section.rows.set(row.id, row);
    for (const id of change.remove) section.rows.delete(id);
    const at = this.clock.monotonic();
    for (const [source, proof] of Object.entries(change.proofs)) section.proofs.set(source, { ...proof, at });
  }

  private forgetLetters(upTo: string) {
    this.taken = upTo;
    this.inbox = this.inbox.filter(({ position }) => Number(position) > Number(upTo));
  }

  private missedSince(version: number): Commit[] | undefined {
    if (version === this.version) return [];
    return version < this.version ? this.log.since(version) : undefined;
  }

  private checkLease(lease: Lease) {
    if (lease.token !== this.held?.lease.token) {
      throw new ConflictError(`The lease of replica ${lease.replica} was fenced off`);
    }
  }
}
