import type { EventPriority } from '@agentos-portal/plugin-agentos-common';
import type { z } from 'zod';

/**
 * A row of the event table: everything an event does. A new event needs a row, never code.
 * @public
 */
export interface EventDefinition {
  /** Name as dispatched, e.g. `job:failed`. */
  name: string;
  /** Sections the event touches: they are collected anew when the event came without rows of its own. */
  sections: string[];
  /** What sockets get: the wire name and the rooms. `user:{userId}` is filled from the payload. Absent = nothing is sent. */
  websocket?: { event: string; rooms: string[] };
  /** Names of actions to run after the commit. */
  actions: string[];
  /** Critical events skip coalescing and are never dropped. */
  priority: EventPriority;
  /** Seconds the row it brings counts as fresh, where it differs from the 15 s of a collect. */
  ttl?: number;
  /** Payload schema: unknown fields are dropped, a mismatch refuses the event. */
  payload: z.ZodObject;
}

/**
 * An event that has been committed, as an action sees it.
 * @public
 */
export interface CommittedEvent {
  id: string;
  name: string;
  payload: Record<string, unknown>;
  version: number;
  timestamp: string;
  source: string;
  instance?: string;
}

/**
 * An effect of an event outside the SSOT.
 * @public
 */
export interface EventAction {
  name: string;
  /**
   * Gets up to a hundred events at a time, oldest first. A rejection is counted, logged and tried again five times with growing waits;
   * it never stops another action. Each event comes once, but for a crash between the effect and its record.
   */
  run(events: CommittedEvent[]): Promise<void>;
}
