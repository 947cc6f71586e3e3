import type { EventMessage } from '@agentos-portal/plugin-agentos-common';
import { type EncodedSections, type LoggedCommit, type ReplicaView, rowsToJson } from '../state';

const deltaText = (view: ReplicaView, from: number, to: number, parts: string[]) =>
  `{"type":"delta","epoch":${JSON.stringify(view.epoch ?? null)},"from":${from},"to":${to},"sections":{${parts.join(',')}}}`;

/**
 * Frames with `initial_data`, one for all who get the same snapshot: a thousand clients that come at once share its bytes.
 * @internal
 */
export class SnapshotFrames {
  private readonly kept = new WeakMap<EncodedSections, Buffer>();

  of(encoded: EncodedSections): Buffer {
    let frame = this.kept.get(encoded);
    if (!frame) {
      const { epoch, version, json } = encoded;
      frame = Buffer.from(
        `{"type":"initial_data","epoch":${JSON.stringify(epoch ?? null)},"version":${version},"sections":${json}}`,
      );
      this.kept.set(encoded, frame);
    }
    return frame;
  }
}

/** @internal */
export const encodeEvent = (event: Omit<EventMessage, 'version'>, rooms: string[], version: number) =>
  JSON.stringify({ ...event, version, rooms });

/**
 * What of one section changed over some commits: the ids, to be encoded with the rows as they are now.
 */
interface Touched {
  upsert: Set<string>;
  remove: Set<string>;
}

const UNTOUCHED: Touched = { upsert: new Set(), remove: new Set() };

/**
 * Encodes a run of commits for any audience: each section and each event once, put together per audience.
 * @internal
 */
export class FrameEncoder {
  private readonly touched = new Map<string, Touched>();
  private readonly sections = new Map<string, string>();
  private readonly deltas = new Map<string, string | undefined>();
  private readonly catchUps = new Map<string, string | undefined>();

  /**
   * @param from - versions up to this one are known to the audience
   */
  constructor(
    private readonly view: ReplicaView,
    private readonly commits: readonly LoggedCommit[],
  ) {
    for (const commit of commits) {
      for (const [name, change] of Object.entries(commit.sections)) {
        let touched = this.touched.get(name);
        if (!touched) {
          touched = { upsert: new Set(), remove: new Set() };
          this.touched.set(name, touched);
        }
        for (const id of change.upsert) {
          touched.upsert.add(id);
          touched.remove.delete(id);
        }
        for (const id of change.remove) {
          touched.upsert.delete(id);
          touched.remove.add(id);
        }
      }
    }
  }

  /** The delta for an audience, or undefined when none of its sections was touched. */
  delta(names: readonly string[], from: number): string | undefined {
    const key = `${from}|${names.join(',')}`;
    if (!this.deltas.has(key)) {
      const touched = names.filter(name => this.touched.has(name));
      this.deltas.set(key, this.encodeDelta(touched, from));
    }
    return this.deltas.get(key);
  }

  /**
   * The delta for those who were away: it names every section, for what turned stale or fresh meanwhile touched none.
   * Undefined without sections.
   */
  catchUp(names: readonly string[], from: number): string | undefined {
    const key = `${from}|${names.join(',')}`;
    if (!this.catchUps.has(key)) this.catchUps.set(key, this.encodeDelta(names, from));
    return this.catchUps.get(key);
  }

  /** Events that reach one of the rooms, each naming those of its rooms. */
  events(inRoom: (room: string) => boolean): string[] {
    const texts: string[] = [];
    for (const commit of this.commits) {
      for (const event of commit.events) {
        const rooms = event.rooms.filter(inRoom);
        if (rooms.length > 0) texts.push(encodeEvent(event, rooms, commit.version));
      }
    }
    return texts;
  }

  /** What the cap left out in the rooms. */
  dropped(inRoom: (room: string) => boolean): Record<string, number> {
    const dropped: Record<string, number> = {};
    for (const commit of this.commits) addCounts(dropped, commit.dropped, inRoom);
    return dropped;
  }

  private encodeDelta(names: readonly string[], from: number): string | undefined {
    if (names.length === 0) return undefined;
    const parts = names.map(name => this.section(name));
    return deltaText(this.view, from, this.view.version, parts);
  }

  private section(name: string): string {
    let text = this.sections.get(name);
    if (text === undefined) {
      const { upsert, remove } = this.touched.get(name) ?? UNTOUCHED;
      const rows = this.view.rows(name);
      const present = Array.from(upsert)
        .filter(id => rows.has(id))
        .map(id => [id, rows.get(id)] as [string, unknown]);
      text = sectionText(this.view, name, rowsToJson(present), JSON.stringify(Array.from(remove)));
      this.sections.set(name, text);
    }
    return text;
  }
}

/** Adds the counts of some rooms. @internal */
export function addCounts(
  into: Record<string, number>,
  counts: Record<string, number>,
  inRoom: (room: string) => boolean,
) {
  for (const [room, count] of Object.entries(counts))
    if (inRoom(room)) into[room] = (into[room] ?? 0) + count;
}

/** A delta that only tells freshness: `from` = `to`. @internal */
export const flagsDelta = (view: ReplicaView, names: readonly string[], position: number) =>
  deltaText(
    view,
    position,
    position,
    names.map(name => sectionText(view, name, '{}', '[]')),
  );

/** @internal */
export const encodeDropped = (dropped: Record<string, number>) =>
  Object.entries(dropped).map(([room, count]) => JSON.stringify({ type: 'dropped', room, count }));

/** One frame of messages in order; undefined when there is nothing to say. @internal */
export function frameOf(texts: string[]): Buffer | undefined {
  if (texts.length === 0) return undefined;
  return Buffer.from(texts.length === 1 ? texts[0] : `[${texts.join(',')}]`);
}

function sectionText(view: ReplicaView, name: string, upsert: string, remove: string) {
  const { ageMs: _age, ...head } = view.head(name);
  return `${JSON.stringify(name)}:${JSON.stringify(head).slice(0, -1)},"upsert":${upsert},"remove":${remove}}`;
}
