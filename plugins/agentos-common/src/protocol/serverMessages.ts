import type { Row } from '../model/sections';
import type { LiveErrorCode } from './codes';

/**
 * Freshness of a section or of one source within it. `empty` = never collected; zero rows collected is `fresh`.
 * @public
 */
export type SectionStatus = 'fresh' | 'stale' | 'failed' | 'empty';

/**
 * What is known of one source within a section.
 * @public
 */
export interface SourceState {
  status: SectionStatus;
  /** Last proof that the rows are what the source has; ISO 8601. */
  collectedAt: string | null;
  error?: string;
}

/**
 * A section without its rows.
 * @public
 */
export interface SectionHead {
  /** Version of the last commit that touched the section. */
  version: number;
  status: SectionStatus;
  collectedAt: string | null;
  error?: string;
  sources: Record<string, SourceState>;
}

/**
 * A section as `GET /ssot` and `initial_data` carry it.
 * @public
 */
export interface SectionSnapshot extends SectionHead {
  /** Age of `collectedAt` when the answer was encoded; null when never collected. */
  ageMs: number | null;
  rows: Record<string, Row>;
}

/**
 * The answer of `GET /ssot`.
 * @public
 */
export interface SsotSnapshot {
  epoch: string | null;
  version: number;
  generatedAt: string;
  /** Sections left out because the permission is missing. */
  denied: string[];
  sections: Record<string, SectionSnapshot>;
}

/**
 * What changed in a section: whole rows, and the ids of rows that left.
 * @public
 */
export interface SectionDelta extends SectionHead {
  upsert: Record<string, Row>;
  remove: string[];
}

/** @public */
export interface WelcomeMessage {
  type: 'welcome';
  protocol: 1;
  epoch: string | null;
  version: number;
  user: string;
  heartbeatSeconds: number;
}

/** @public */
export interface SubscribedMessage {
  type: 'subscribed';
  rooms: string[];
  sections: string[];
  denied: string[];
}

/** @public */
export interface InitialDataMessage {
  type: 'initial_data';
  epoch: string | null;
  version: number;
  sections: Record<string, SectionSnapshot>;
}

/**
 * Apply when `from` ≤ position < `to`; ignore when `to` ≤ position, except that `from` = `to` (turning stale) is always applied; resubscribe when `from` > position.
 * @public
 */
export interface DeltaMessage {
  type: 'delta';
  epoch: string;
  from: number;
  to: number;
  sections: Record<string, SectionDelta>;
}

/** @public */
export type EventPriority = 'low' | 'normal' | 'high' | 'critical';

/**
 * An event; `type` is the wire name of the event table, e.g. `job:done`.
 * @public
 */
export interface EventMessage {
  type: string;
  id: string;
  version: number;
  rooms: string[];
  data: Record<string, unknown>;
  timestamp: string;
  priority: EventPriority;
}

/** @public */
export interface DroppedMessage {
  type: 'dropped';
  room: string;
  count: number;
}

/** @public */
export interface ErrorMessage {
  type: 'error';
  code: LiveErrorCode;
  message: string;
}

/** @public */
export interface PongMessage {
  type: 'pong';
  epoch: string | null;
  version: number;
}

/** @public */
export type ControlMessage =
  | WelcomeMessage
  | SubscribedMessage
  | InitialDataMessage
  | DeltaMessage
  | DroppedMessage
  | ErrorMessage
  | PongMessage;

/** @public */
export type ServerMessage = ControlMessage | EventMessage;

const CONTROL_TYPES: ReadonlySet<string> = new Set<ControlMessage['type']>([
  'welcome',
  'subscribed',
  'initial_data',
  'delta',
  'dropped',
  'error',
  'pong',
]);

/**
 * Tells events from control messages: event names come from the event table and may be anything else.
 * @public
 */
export const isEventMessage = (message: ServerMessage): message is EventMessage =>
  !CONTROL_TYPES.has(message.type);

/**
 * A frame is one message or an array of messages in order.
 * @throws SyntaxError when the text is not JSON
 * @public
 */
export function parseFrame(text: string): ServerMessage[] {
  const parsed = JSON.parse(text) as ServerMessage | ServerMessage[];
  return Array.isArray(parsed) ? parsed : [parsed];
}
