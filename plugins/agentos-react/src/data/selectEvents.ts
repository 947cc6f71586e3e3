import type { EventMessage } from '@agentos-portal/plugin-agentos-common';
import type { EventsView } from './CentralDataService';

/**
 * Whether a room is that of a person: the server names it to nobody else.
 * @internal
 */
export const isOwnRoom = (room: string) => room.startsWith('user:');

/**
 * The events of some rooms and types. What came through the person's own room always belongs to it.
 * @internal
 */
export function selectEvents(
  view: EventsView,
  options: { rooms: readonly string[]; types?: readonly string[]; limit: number },
): { events: EventMessage[]; dropped: number } {
  const rooms = new Set(options.rooms);
  const types = options.types && new Set(options.types);
  const events: EventMessage[] = [];
  for (const event of view.events) {
    if (events.length >= options.limit) break;
    if (types && !types.has(event.type)) continue;
    if (event.rooms.some(room => rooms.has(room) || isOwnRoom(room))) events.push(event);
  }
  const dropped = Object.entries(view.dropped)
    .filter(([room]) => rooms.has(room) || isOwnRoom(room))
    .reduce((sum, [, count]) => sum + count, 0);
  return { events, dropped };
}
