import type { PreparedEvent } from '../events';
import { RecentIds } from './RecentIds';

/** Events a room gets per second, critical ones not counted. */
const ROOM_CAP = 200;
/** Events that wait while the store is away, critical ones not counted. */
const MAX_PENDING = 10_000;
/** Ids remembered per source to drop what a feed tells twice. */
const KNOWN_IDS = 20_000;

/**
 * Events on their way into the next commit: each id once, capped per room.
 * @internal
 */
export class EventBuffer {
  private pending: PreparedEvent[] = [];
  private dropped: Record<string, number> = {};
  private readonly known = new Map<string, RecentIds>();
  private readonly rooms = new Map<string, { second: number; count: number }>();

  constructor(private readonly monotonic: () => number) {}

  /** True the first time an id comes from a source. */
  isNew(source: string, id: string) {
    let ids = this.known.get(source);
    if (!ids) {
      ids = new RecentIds(KNOWN_IDS);
      this.known.set(source, ids);
    }
    return ids.add(id);
  }

  add(prepared: PreparedEvent) {
    const { message, definition } = prepared;
    const isFull = this.pending.length >= MAX_PENDING && definition.priority !== 'critical';
    if (message && message.priority !== 'critical') {
      message.rooms = message.rooms.filter(room => {
        if (!isFull && this.admits(room)) return true;
        this.dropped[room] = (this.dropped[room] ?? 0) + 1;
        return false;
      });
    }
    if (!isFull) this.pending.push(prepared);
  }

  get isEmpty() {
    return this.pending.length === 0;
  }

  /** What goes into the commit. */
  take() {
    const taken = { events: this.pending, dropped: this.dropped };
    this.pending = [];
    this.dropped = {};
    return taken;
  }

  private admits(room: string) {
    const second = Math.floor(this.monotonic() / 1000);
    const held = this.rooms.get(room);
    if (held?.second !== second) {
      this.rooms.set(room, { second, count: 1 });
      return true;
    }
    held.count += 1;
    return held.count <= ROOM_CAP;
  }
}
