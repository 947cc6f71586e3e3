import {
  isEventMessage,
  type DeltaMessage,
  type Position,
  type ServerMessage,
  type SsotSnapshot,
  type SubscribedMessage,
} from '@agentos-portal/plugin-agentos-common';
import type { DataStatistics } from './DataStatistics';
import { EventBuffer } from './EventBuffer';
import type { Interest } from './Interest';
import { ReplicaStore } from './ReplicaStore';
import type { SectionFacts } from './sectionView';

/** @internal */
export interface ReplicaFeedOptions {
  monotonic(): number;
  /** Sections somebody wants. */
  sections: Interest;
  counts: DataStatistics;
  /** Told which section changed, and which of its rows. */
  onChanged(section: string, ids?: ReadonlySet<string>): void;
  onEvents(): void;
}

/**
 * Takes in what the server sends on any way: rows, events, and what the person may not see.
 * @internal
 */
export class ReplicaFeed {
  readonly events = new EventBuffer();
  private readonly store: ReplicaStore;
  private readonly denied = new Set<string>();
  /** Sections the server said last that it sends: what `initial_data` covers. */
  private granted: string[] = [];

  constructor(private readonly options: ReplicaFeedOptions) {
    this.store = new ReplicaStore({
      monotonic: options.monotonic,
      onChanged: (section, ids) => {
        options.counts.rowsApplied += ids.size;
        options.onChanged(section, ids);
      },
    });
  }

  /** What is known of a section, apart from the connection. */
  facts(section: string): Pick<SectionFacts, 'section' | 'complete' | 'denied' | 'ageMs'> {
    return {
      section: this.store.section(section),
      complete: this.store.holds(section),
      denied: this.denied.has(section),
      ageMs: this.store.ageMs(section),
    };
  }

  holds(section: string) {
    return this.store.holds(section);
  }

  ageMs(section: string) {
    return this.store.ageMs(section);
  }

  position(sections: readonly string[]): Position | undefined {
    return this.store.position(sections.filter(name => !this.denied.has(name)));
  }

  /** Whether a wanted section was not read yet. */
  get isLacking() {
    return this.options.sections.names.some(name => !this.store.holds(name) && !this.denied.has(name));
  }

  unfollow(section: string) {
    this.store.unfollow(section);
  }

  /** Drops everything: the person may not see it any more. */
  clear() {
    this.store.clear();
    this.events.clear();
  }

  /**
   * Takes the messages of a frame in order.
   * @returns `gap` when something before them is missing
   */
  receive(messages: ServerMessage[], characters: number): 'ok' | 'gap' {
    this.options.counts.frames += 1;
    this.options.counts.characters += characters;
    let outcome: 'ok' | 'gap' = 'ok';
    for (const message of messages) {
      if (this.apply(message) === 'gap') outcome = 'gap';
      else if (message.type === 'initial_data') outcome = 'ok';
    }
    return outcome;
  }

  /**
   * Takes an answer of `GET /ssot`.
   * @param asked - names of the sections that were read
   */
  read(snapshot: SsotSnapshot, asked: readonly string[]) {
    for (const name of asked) {
      if (snapshot.denied.includes(name)) this.refuse(name);
      else this.allow(name);
    }
    // A replica of the backend may be behind the one the socket was connected to: it gives only what is not held at all.
    const isOld = snapshot.epoch === this.store.epoch && snapshot.version < this.store.version;
    const wanted = asked.filter(
      name =>
        this.options.sections.has(name) && !this.denied.has(name) && !(isOld && this.store.holds(name)),
    );
    if (wanted.length > 0) this.store.applySnapshot(snapshot, wanted);
  }

  private apply(message: ServerMessage): 'ok' | 'gap' {
    const { counts, onEvents } = this.options;
    if (isEventMessage(message)) {
      if (this.events.add(message)) counts.events += 1;
      onEvents();
      return 'ok';
    }
    try {
      switch (message.type) {
        case 'subscribed':
          this.grant(message);
          break;
        case 'initial_data':
          counts.snapshots += 1;
          this.store.applySnapshot(message, [...this.granted, ...Object.keys(message.sections)]);
          break;
        case 'delta':
          counts.deltas += 1;
          return this.applyDelta(message);
        case 'dropped':
          this.events.drop(message);
          onEvents();
          break;
        default:
      }
      return 'ok';
    } catch {
      // A message of another shape than the protocol's was not applied: what it said has to be asked for again.
      return 'gap';
    }
  }

  private applyDelta(delta: DeltaMessage): 'ok' | 'gap' {
    const outcome = this.store.applyDelta(delta);
    // Changes of rows that never came: the snapshot before them was lost.
    const isBaseless = Object.keys(delta.sections).some(
      name => this.options.sections.has(name) && !this.store.holds(name),
    );
    return outcome === 'gap' || isBaseless ? 'gap' : 'ok';
  }

  private grant({ sections, denied }: SubscribedMessage) {
    this.granted = sections;
    sections.forEach(name => this.allow(name));
    // Rooms are in it too; no section has the name of one.
    denied.forEach(name => this.refuse(name));
  }

  private allow(section: string) {
    if (this.denied.delete(section)) this.options.onChanged(section);
  }

  /** What a person may not see any more does not stay on the page. */
  private refuse(section: string) {
    this.denied.add(section);
    this.store.forget(section);
  }
}
