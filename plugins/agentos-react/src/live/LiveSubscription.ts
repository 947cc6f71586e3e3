import type { ClientMessage, Position, SubscribedMessage } from '@agentos-portal/plugin-agentos-common';

/**
 * What a client wants to be sent.
 * @internal
 */
export interface Wanted {
  rooms: readonly string[];
  sections: readonly string[];
}

/** @internal */
export interface LiveSubscriptionOptions {
  send(message: ClientMessage): void;
  /** Where resume may start; undefined when rows of a wanted section are not held. */
  position(sections: readonly string[]): Position | undefined;
  /** Whether the rows of a section are held, or known to be none. */
  holds(section: string): boolean;
  /** Something was lost and is asked for again. */
  onResync(): void;
}

const without = (names: readonly string[], others: readonly string[]) =>
  names.filter(name => !others.includes(name));

/**
 * What one session asked for, and what it asks when the wishes change or something was lost.
 * @internal
 */
export class LiveSubscription {
  private asked: Wanted = { rooms: [], sections: [] };
  private resumed = false;
  /** How often the position was asked for again since data was applied: 1 from the position, 2 everything. */
  private lost = 0;
  private waiting = false;

  constructor(private readonly options: LiveSubscriptionOptions) {}

  /** The first request of a session, resuming when it can. */
  begin(wanted: Wanted) {
    this.asked = wanted;
    if (wanted.rooms.length + wanted.sections.length > 0)
      this.subscribe(wanted, this.options.position(wanted.sections));
  }

  /** Asks for what was added and gives up what is not wanted any more. */
  want(wanted: Wanted) {
    const addedRooms = without(wanted.rooms, this.asked.rooms);
    const removedRooms = without(this.asked.rooms, wanted.rooms);
    const addedSections = without(wanted.sections, this.asked.sections);
    const removedSections = without(this.asked.sections, wanted.sections);
    this.asked = wanted;
    const sections = addedSections.length > 0 ? wanted.sections : undefined;
    if (addedRooms.length > 0 || sections) {
      // A position says nothing of rows that were never held, so added sections come as `initial_data`.
      this.subscribe({ rooms: addedRooms.length > 0 ? addedRooms : undefined, sections });
    }
    const gone = {
      ...(removedRooms.length > 0 && { rooms: removedRooms }),
      ...(removedSections.length > 0 && { sections: removedSections }),
    };
    if (Object.keys(gone).length > 0) this.options.send({ type: 'unsubscribe', ...gone });
  }

  /** The server granted a request. */
  granted({ sections }: SubscribedMessage) {
    this.waiting = false;
    // A section that was denied when the position was taken has no rows to resume from.
    if (this.resumed && sections.some(section => !this.options.holds(section))) {
      this.subscribe({ sections: this.asked.sections });
    }
  }

  /** Data was applied: the session is in order. */
  progressed() {
    this.lost = 0;
  }

  /**
   * Something was lost: asks again from the position, then for everything.
   * @returns false when neither helped, and the session should end
   */
  recover(): boolean {
    // What is on its way was sent before the server read the last request.
    if (this.waiting) return true;
    this.lost += 1;
    if (this.lost > 2) return false;
    this.options.onResync();
    const { sections } = this.asked;
    this.subscribe({ sections }, this.lost === 1 ? this.options.position(sections) : undefined);
    this.waiting = true;
    return true;
  }

  private subscribe(request: { rooms?: readonly string[]; sections?: readonly string[] }, since?: Position) {
    this.resumed = since !== undefined;
    this.options.send({
      type: 'subscribe',
      ...(request.rooms && { rooms: [...request.rooms] }),
      ...(request.sections && { sections: [...request.sections] }),
      ...(since && { since }),
    });
  }
}
