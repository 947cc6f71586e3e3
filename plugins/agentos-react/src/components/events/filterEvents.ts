import type { EventMessage } from '@agentos-portal/plugin-agentos-common';
import { matches } from '../filter';
import { eventLook } from './eventLooks';

/** @internal */
export interface EventFilter {
  /** Name of a room; empty = all. */
  room: string;
  /** Wire name of an event; empty = all. */
  type: string;
  /** Words that the sentence, the name or the data hold. */
  text: string;
}

/**
 * The events that pass a filter.
 * @internal
 */
export function filterEvents(
  events: readonly EventMessage[],
  { room, type, text }: EventFilter,
): readonly EventMessage[] {
  if (!room && !type && !text) return events;
  return events.filter(
    event =>
      (!room || event.rooms.includes(room)) &&
      (!type || event.type === type) &&
      (!text ||
        matches(text, [
          event.type,
          eventLook(event.type).say(event.data, event.type),
          ...Object.values(event.data).map(String),
        ])),
  );
}
