import type { Row, SectionHead, SectionStatus, SourceState } from '@agentos-portal/plugin-agentos-common';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import { ChangeLog } from './ChangeLog';
import {
  type Commit,
  type KnownState,
  type LoggedCommit,
  loggedCommit,
  type Proof,
  type StateSnapshot,
} from './Commit';
import type { StateStore } from './StateStore';

interface HeldProof extends Proof {
  /** Monotonic time at which this replica learned of it. */
  appliedAt: number;
}

interface ViewSection {
  version: number;
  rows: Map<string, Row>;
  proofs: Map<string, HeldProof>;
}

const WORST: SectionStatus[] = ['fresh', 'empty', 'stale', 'failed'];

/**
 * How sections are named and where their freshness comes from.
 * @internal
 */
export type SectionTable = ReadonlyMap<string, { derivedFrom?: string[] }>;

/**
 * What one replica knows: every section, followed from the log, with the window of commits that resume reads.
 * Ages are measured by its own monotonic clock since it applied the proof.
 * @internal
 */
export class ReplicaView {
  epoch: string | undefined;
  version = 0;
  private readonly sections = new Map<string, ViewSection>();
  private readonly listeners = new Set<(commit: Commit) => void>();
  private readonly resetListeners = new Set<() => void>();
  private readonly log: ChangeLog<LoggedCommit>;
  private stop: () => void = () => {};
  private warmedAt: number | undefined;

  constructor(
    private readonly options: {
      table: SectionTable;
      clock: Clock;
      ttlMs: number;
      window: { commits: number; bytes: number };
    },
  ) {
    this.log = new ChangeLog(options.window);
    for (const name of options.table.keys()) {
      this.sections.set(name, { version: 0, rows: new Map(), proofs: new Map() });
    }
  }

  /**
   * Loads the state and follows the log from there.
   * @param gap - called once when the log no longer holds what comes next: attach again
   * @returns false while the store was not seeded yet
   */
  async attach(store: StateStore, gap: () => void): Promise<boolean> {
    const snapshot = await store.load();
    if (!snapshot) return false;
    this.stop();
    this.load(snapshot);
    this.stop = store.follow(
      { epoch: snapshot.epoch, version: snapshot.version },
      { commit: commit => this.apply(commit), gap },
    );
    return true;
  }

  detach() {
    this.stop();
    this.listeners.clear();
    this.resetListeners.clear();
  }

  /** Everything that is known now, for a store that lost it. */
  known(): KnownState {
    const now = this.options.clock.monotonic();
    return {
      sections: Object.fromEntries(
        Array.from(this.sections, ([name, section]) => [
          name,
          {
            version: section.version,
            rows: Array.from(section.rows.values()),
            proofs: Object.fromEntries(
              Array.from(section.proofs, ([id, { appliedAt, ...proof }]) => [
                id,
                { ...proof, ageMs: proof.ageMs + now - appliedAt },
              ]),
            ),
          },
        ]),
      ),
    };
  }

  /** Time since a commit told of a collect or a failure of one, ms: how long nobody warmed. */
  get sinceWarmedMs() {
    return this.warmedAt === undefined
      ? Number.POSITIVE_INFINITY
      : this.options.clock.monotonic() - this.warmedAt;
  }

  /** Called after each commit was applied, in order. */
  onCommit(listener: (commit: Commit) => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Called when the state was replaced as a whole. */
  onReset(listener: () => void) {
    this.resetListeners.add(listener);
    return () => this.resetListeners.delete(listener);
  }

  get sectionNames(): string[] {
    return Array.from(this.sections.keys());
  }

  has(section: string) {
    return this.sections.has(section);
  }

  rows(section: string): ReadonlyMap<string, Row> {
    return this.sections.get(section)?.rows ?? new Map();
  }

  sectionVersion(section: string) {
    return this.sections.get(section)?.version ?? 0;
  }

  /** Commits after the version, or undefined when the window does not reach back. */
  since(version: number): LoggedCommit[] | undefined {
    return version === this.version ? [] : this.log.since(version);
  }

  get window() {
    return this.log.size;
  }

  /** State of a section as of now, without rows. */
  head(name: string): SectionHead & { ageMs: number | null } {
    const section = this.sections.get(name);
    const proofs = this.proofsOf(name);
    const states = Array.from(proofs, ([id, proof]) => [id, this.sourceState(proof)] as const);
    const worst = states.reduce<readonly [string, SourceState] | undefined>(
      (found, state) =>
        !found || WORST.indexOf(state[1].status) > WORST.indexOf(found[1].status) ? state : found,
      undefined,
    );
    const oldest = Array.from(proofs.values()).reduce<HeldProof | undefined>(
      (found, proof) => (!found || this.age(proof) > this.age(found) ? proof : found),
      undefined,
    );
    return {
      version: section?.version ?? 0,
      status: worst?.[1].status ?? 'empty',
      collectedAt: oldest?.collectedAt ?? null,
      ...(worst?.[1].error ? { error: `${worst[0]}: ${worst[1].error}` } : {}),
      sources: Object.fromEntries(states),
      ageMs: oldest && oldest.collectedAt !== null ? Math.round(this.age(oldest)) : null,
    };
  }

  /** The (section, source) pairs that are stale now, as text: what an ETag and the stale watch compare. */
  staleSet(sections: readonly string[]): string {
    const stale: string[] = [];
    for (const name of sections) {
      for (const [source, proof] of this.proofsOf(name)) {
        if (this.statusOf(proof) === 'stale') stale.push(`${name}/${source}`);
      }
    }
    return stale.join(',');
  }

  private proofsOf(name: string): Map<string, HeldProof> {
    const inputs = this.options.table.get(name)?.derivedFrom;
    if (!inputs) return this.sections.get(name)?.proofs ?? new Map();
    const worst = new Map<string, HeldProof>();
    for (const input of inputs) {
      for (const [source, proof] of this.proofsOf(input)) {
        const held = worst.get(source);
        const worse =
          !held ||
          WORST.indexOf(this.statusOf(proof)) > WORST.indexOf(this.statusOf(held)) ||
          (this.statusOf(proof) === this.statusOf(held) && this.age(proof) > this.age(held));
        if (worse) worst.set(source, proof);
      }
    }
    return worst;
  }

  private age(proof: HeldProof) {
    return proof.ageMs + this.options.clock.monotonic() - proof.appliedAt;
  }

  private statusOf(proof: HeldProof): SectionStatus {
    if (proof.status === 'failed') return 'failed';
    return this.age(proof) > this.options.ttlMs ? 'stale' : 'fresh';
  }

  private sourceState(proof: HeldProof): SourceState {
    return {
      status: this.statusOf(proof),
      collectedAt: proof.collectedAt,
      ...(proof.error === undefined ? {} : { error: proof.error }),
    };
  }

  private load(snapshot: StateSnapshot) {
    this.epoch = snapshot.epoch;
    this.version = snapshot.version;
    this.log.clear();
    this.warmedAt = undefined;
    for (const section of this.sections.values()) {
      section.version = 0;
      section.rows.clear();
      section.proofs.clear();
    }
    const appliedAt = this.options.clock.monotonic();
    for (const [name, stored] of Object.entries(snapshot.sections)) {
      const section = this.sections.get(name);
      if (!section) continue;
      section.version = stored.version;
      for (const row of stored.rows) section.rows.set(row.id, row);
      for (const [id, proof] of Object.entries(stored.proofs)) {
        section.proofs.set(id, { ...proof, appliedAt });
        this.warmedAt = Math.max(this.warmedAt ?? Number.NEGATIVE_INFINITY, appliedAt - proof.ageMs);
      }
    }
    for (const listener of this.resetListeners) listener();
  }

  private apply(commit: Commit) {
    const appliedAt = this.options.clock.monotonic();
    for (const [name, change] of Object.entries(commit.sections)) {
      const section = this.sections.get(name);
      if (!section) continue;
      section.version = commit.version;
      for (const row of change.upsert) section.rows.set(row.id, row);
      for (const id of change.remove) section.rows.delete(id);
      for (const [id, proof] of Object.entries(change.proofs)) {
        section.proofs.set(id, { ...proof, appliedAt });
        this.warmedAt = appliedAt;
      }
    }
    this.version = commit.version;
    const logged = loggedCommit(commit);
    this.log.append(logged, sizeOf(logged));
    for (const listener of this.listeners) listener(commit);
  }
}

/** Bytes of memory that a logged commit takes. An estimate: weighing each commit would cost more than the bound is worth. */
function sizeOf({ sections, events }: LoggedCommit) {
  return Object.values(sections).reduce(
    (sum, { upsert, remove }) => sum + 200 + 60 * (upsert.length + remove.length),
    300 + 1000 * events.length,
  );
}
