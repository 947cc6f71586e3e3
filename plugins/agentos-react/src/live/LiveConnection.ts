import type { Position, ServerMessage } from '@agentos-portal/plugin-agentos-common';
import type { ConnectionStatus } from './LiveStatus';
import type { Wanted } from './LiveSubscription';

/**
 * What the owner of the data does with a connection's news.
 * @internal
 */
export interface LiveHandlers {
  /**
   * Takes the messages of a frame in order.
   * @returns `gap` when something before them is missing
   */
  onFrame(messages: ServerMessage[], characters: number): 'ok' | 'gap';
  onStatus(status: ConnectionStatus): void;
  /** The position is asked for again on an open connection. */
  onResync(): void;
  position(sections: readonly string[]): Position | undefined;
  holds(section: string): boolean;
}

/**
 * A way to be sent what is wanted.
 * @internal
 */
export interface LiveConnection {
  readonly status: ConnectionStatus;
  /** When the last frame came, ms since epoch by the clock of the browser. */
  readonly lastMessageAt?: number;
  /** Connects; called once, and again only after `stop`. */
  start(): void;
  stop(): void;
  /** Replaces what is wanted. */
  want(wanted: Wanted): void;
  /** The server refused the person on another way; called only while not live. */
  deny(): void;
}
