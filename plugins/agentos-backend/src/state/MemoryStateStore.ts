import { randomUUID } from 'node:crypto';
import type { Row } from '@agentos-portal/plugin-agentos-common';
import { type Clock, systemClock } from '@agentos-portal/plugin-agentos-node';
import { ConflictError, InputError } from '@backstage/errors';
import { ChangeLog } from './ChangeLog';
import {
  type Commit,
  type CommitDraft,
  countRows,
  MAX_COMMIT_ROWS,
  type Proof,
  type StateSnapshot,
} from './Commit';
import type { Lease, LogFollower, StateStore } from './StateStore';

interface StoredSection {
  version: number;
  rows: Map<string, Row>;
  proofs: Map<string, Proof>;
}

/**
 * The state of a single process.
 * @internal
 */
export class MemoryStateStore implements StateStore {
  private epoch: string | undefined;
  private version = 0;
  private lease: Lease | undefined;
  private readonly sections = new Map<string, StoredSection>();
  private readonly followers = new Set<LogFollower>();
  private readonly documents = new Map<string, { bytes: Buffer; until: number }>();
  private readonly log: ChangeLog;

  static create(options?: { clock?: Clock; logCommits?: number }) {
    return new MemoryStateStore(options?.clock ?? systemClock, options?.logCommits ?? 1000);
  }

  private constructor(
    private readonly clock: Clock,
    logCommits: number,
  ) {
    // Replicas keep the window that resume reads; this one only bridges load and follow.
    this.log = new ChangeLog({ commits: logCommits, bytes: Number.POSITIVE_INFINITY });
  }

  async acquire(term: number) {
    this.lease = { term, token: randomUUID() };
    return this.lease;
  }

  async seed(lease: Lease) {
    this.checkLease(lease);
    if (this.epoch === undefined) {
      this.epoch = randomUUID();
      this.version = 1;
    }
    return { epoch: this.epoch, version: this.version };
  }

  async commit(lease: Lease, last: { epoch: string; version: number }, draft: CommitDraft) {
    this.checkLease(lease);
    if (last.epoch !== this.epoch || last.version !== this.version) {
      throw new ConflictError(
        `Commit after version ${last.version} of epoch ${last.epoch} refused: the store is at version ${this.version} of epoch ${this.epoch}`,
      );
    }
    if (countRows(draft) > MAX_COMMIT_ROWS) {
      throw new InputError(`A commit has at most ${MAX_COMMIT_ROWS} rows, not ${countRows(draft)}`);
    }
    const commit: Commit = { ...draft, version: this.version + 1 };
    this.version = commit.version;
    for (const [name, change] of Object.entries(commit.sections)) {
      const section = this.section(name);
      section.version = commit.version;
      for (const row of change.upsert) section.rows.set(row.id, row);
      for (const id of change.remove) section.rows.delete(id);
      for (const [source, proof] of Object.entries(change.proofs)) section.proofs.set(source, proof);
    }
    this.log.append(commit, 0);
    for (const follower of this.followers) follower.commit(commit);
    return commit;
  }

  async load(): Promise<StateSnapshot | undefined> {
    if (this.epoch === undefined) return undefined;
    return {
      epoch: this.epoch,
      version: this.version,
      sections: Object.fromEntries(
        Array.from(this.sections, ([name, section]) => [
          name,
          {
            version: section.version,
            rows: Array.from(section.rows.values()),
            proofs: Object.fromEntries(section.proofs),
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

  async putDocument(key: string, bytes: Buffer, ttlSeconds: number) {
    this.documents.set(key, { bytes, until: this.clock.monotonic() + ttlSeconds * 1000 });
  }

  async getDocument(key: string) {
    const document = this.documents.get(key);
    return document && document.until > this.clock.monotonic() ? document.bytes : undefined;
  }

  async close() {
    this.followers.clear();
  }

  private missedSince(version: number): Commit[] | undefined {
    if (version === this.version) return [];
    return version < this.version ? this.log.since(version) : undefined;
  }

  private section(name: string) {
    let section = this.sections.get(name);
    if (!section) {
      section = { version: 0, rows: new Map(), proofs: new Map() };
      this.sections.set(name, section);
    }
    return section;
  }

  private checkLease(lease: Lease) {
    if (lease.token !== this.lease?.token) {
      throw new ConflictError(`Lease of term ${lease.term} was fenced off`);
    }
  }
}
