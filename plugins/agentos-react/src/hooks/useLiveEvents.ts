import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { EventMessage, RoomName } from '@agentos-portal/plugin-agentos-common';
import { centralDataApiRef, selectEvents } from '../data';

/**
 * Rooms that are listened to when none are named.
 * @public
 */
export const DEFAULT_ROOMS: readonly RoomName[] = ['admin', 'alerts', 'monitoring'];

/** @public */
export interface LiveEventsOptions {
  /** Rooms to listen to beside the person's own, {@link DEFAULT_ROOMS} by default. */
  rooms?: readonly RoomName[];
  /** Wire names of events, e.g. `job:error`; absent = all. */
  types?: readonly string[];
  /** At most this many, 100 by default; the tab holds the last 500 of all rooms. */
  limit?: number;
}

/** @public */
export interface LiveEvents {
  /** Newest first. */
  events: EventMessage[];
  /** Events of these rooms that the server left out. */
  dropped: number;
}

/**
 * The last events of some rooms, live.
 * @public
 */
export function useLiveEvents(options: LiveEventsOptions = {}): LiveEvents {
  const data = useApi(centralDataApiRef);
  // Callers write the lists inline; what they hold is what counts.
  const roomsKey = (options.rooms ?? DEFAULT_ROOMS).join();
  const typesKey = options.types?.join();
  const limit = options.limit ?? 100;
  const view = useSyncExternalStore(
    useCallback(listener => data.subscribeEvents(roomsKey.split(','), listener), [data, roomsKey]),
    useCallback(() => data.getEvents(), [data]),
  );
  return useMemo(
    () => selectEvents(view, { rooms: roomsKey.split(','), types: typesKey?.split(','), limit }),
    [view, roomsKey, typesKey, limit],
  );
}
