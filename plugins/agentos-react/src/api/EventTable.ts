import type { JsonObject, JsonValue } from '@backstage/types';
import type { EventPriority } from '@agentos-portal/plugin-agentos-common';

/**
 * What one event does, and how often it did.
 * @public
 */
export interface EventTableEntry {
  sections: string[];
  /** What it becomes on the socket; null = nothing. */
  websocket: { event: string; rooms: string[] } | null;
  actions: string[];
  priority: EventPriority;
  /** How long the event is worth telling, as configured. */
  ttl: JsonValue;
  counts: JsonObject;
  latencyMs: { p50: number | null; p99: number | null };
}

/**
 * The answer of `GET /events/table`, by name of the event.
 * @public
 */
export interface EventTable {
  events: Record<string, EventTableEntry>;
}
