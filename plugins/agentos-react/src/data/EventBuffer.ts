import type { DroppedMessage, EventMessage } from '@agentos-portal/plugin-agentos-common';
import { SeenIds } from '../live';
import type { EventsView } from './CentralDataService';

const KEPT_EVENTS = 500;
/** More than a resume can bring again in one room at the server's cap of 200 a second and a window of some seconds. */
const KEPT_IDS = 5_000;

const NO_EVENTS: EventsView = { events: [], dropped: {} };

/**
 * The last events, each once.
 * @internal
 */
export class EventBuffer {
  private readonly seen = new SeenIds(KEPT_IDS);
  private pending: EventMessage[] = [];
  private pendingDropped: DroppedMessage[] = [];
  private shown = NO_EVENTS;

  get view(): EventsView {
    return this.shown;
  }

  /** True when the event had not come before. */
  add(event: EventMessage): boolean {
    const isNew = this.seen.add(event.id);
    if (isNew) {
      this.pending.push(event);
      if (this.pending.length > KEPT_EVENTS) this.pending.shift();
    }
    return isNew;
  }

  drop(message: DroppedMessage) {
    this.pendingDropped.push(message);
  }

  clear() {
    this.pending = [];
    this.pendingDropped = [];
    this.shown = NO_EVENTS;
  }

  /**
   * Shows what came since.
   * @returns rooms something came in
   */
  flush(): ReadonlySet<string> {
    const rooms = new Set([
      ...this.pending.flatMap(event => event.rooms),
      ...this.pendingDropped.map(message => message.room),
    ]);
    if (this.pending.length + this.pendingDropped.length > 0) {
      const dropped = { ...this.shown.dropped };
      for (const { room, count } of this.pendingDropped) dropped[room] = (dropped[room] ?? 0) + count;
      this.shown = {
        events: [...this.pending.reverse(), ...this.shown.events].slice(0, KEPT_EVENTS),
        dropped,
      };
      this.pending = [];
      this.pendingDropped = [];
    }
    return rooms;
  }
}
