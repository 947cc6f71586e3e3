import {
  applyDelta,
  applySnapshot,
  EMPTY_REPLICA,
  type Applied,
  type DeltaMessage,
  type Position,
  type Replica,
  type ReplicaSection,
  type SsotSnapshot,
} from '@agentos-portal/plugin-agentos-common';
import { keepIdentity } from './keepIdentity';
import { SectionAge } from './SectionAge';

/**
 * The replica as it was received, and which sections of it are complete.
 * @internal
 */
export class ReplicaStore {
  private replica: Replica = EMPTY_REPLICA;
  /** Sections a snapshot was asked for: what it does not name has no rows. Deltas of other sections have nothing to build on. */
  private readonly complete = new Set<string>();
  private readonly ages = new Map<string, SectionAge>();

  /**
   * @param onChanged - told the ids of the rows that changed or left in a section, none when only its head changed
   */
  constructor(
    private readonly options: { monotonic(): number; onChanged(section: string, ids: ReadonlySet<string>): void },
  ) {}

  get epoch() {
    return this.replica.epoch;
  }

  get version() {
    return this.replica.version;
  }

  section(name: string): ReplicaSection | undefined {
    return this.replica.sections.get(name);
  }

  holds(section: string) {
    return this.complete.has(section);
  }

  ageMs(section: string): number | undefined {
    return this.ages.get(section)?.at(this.options.monotonic());
  }

  /** Where resume may start when these sections are wanted; undefined when one of them is not complete. */
  position(sections: readonly string[]): Position | undefined {
    const { epoch, version } = this.replica;
    return epoch !== null && sections.every(name => this.holds(name)) ? { epoch, version } : undefined;
  }

  /**
   * @param asked - sections the snapshot was asked for
   */
  applySnapshot(snapshot: Pick<SsotSnapshot, 'epoch' | 'version' | 'sections'>, asked: Iterable<string>) {
    const wanted = new Set(asked);
    const sections = Object.fromEntries(Object.entries(snapshot.sections).filter(([name]) => wanted.has(name)));
    // Versions compare only within an epoch, so nothing of another one may stay.
    const isOther = snapshot.epoch !== this.replica.epoch;
    this.names.filter(name => isOther && !(name in sections)).forEach(name => this.forget(name));
    for (const name of wanted) {
      if (name in sections) this.ages.set(name, SectionAge.of(sections[name], this.options.monotonic()));
      else this.forget(name);
      this.complete.add(name);
    }
    this.take(applySnapshot(this.replica, { ...snapshot, sections }));
  }

  applyDelta(delta: DeltaMessage): Applied['outcome'] {
    const sections = Object.fromEntries(Object.entries(delta.sections).filter(([name]) => this.holds(name)));
    const applied = applyDelta(this.replica, { ...delta, sections });
    if (applied.outcome === 'applied') {
      const now = this.options.monotonic();
      for (const [name, { collectedAt }] of Object.entries(sections)) {
        this.ages.set(name, (this.ages.get(name) ?? SectionAge.NEVER).proved(collectedAt, now));
      }
      this.take(applied);
    }
    return applied.outcome;
  }

  /** The section gets no deltas any more. Its rows stay, so that a page that comes back shows something at once. */
  unfollow(section: string) {
    this.complete.delete(section);
  }

  /** Drops everything. */
  clear() {
    this.names.forEach(name => this.forget(name));
  }

  /** Drops a section. */
  forget(section: string) {
    const rows = this.section(section)?.rows;
    const sections = new Map(this.replica.sections);
    sections.delete(section);
    this.replica = { ...this.replica, sections };
    this.ages.delete(section);
    this.complete.delete(section);
    this.options.onChanged(section, new Set(rows?.keys()));
  }

  private get names(): string[] {
    return Array.from(new Set([...this.replica.sections.keys(), ...this.complete]));
  }

  private take(applied: Applied) {
    const { replica, changed } = keepIdentity(this.replica, applied);
    this.replica = replica;
    for (const [name, ids] of changed) this.options.onChanged(name, ids);
  }
}
