/**
 * Subprotocol of the live socket; the Backstage token travels in a second one that starts with {@link BEARER_PROTOCOL_PREFIX}.
 * @public
 */
export const LIVE_PROTOCOL = 'agentos.v1';

/** @public */
export const BEARER_PROTOCOL_PREFIX = 'agentos.bearer.';

/**
 * Close codes of the live socket.
 * @public
 */
export const CLOSE_CODES = {
  binary: 1003,
  invalidUtf8: 1007,
  policy: 1008,
  tooLarge: 1009,
  restarting: 1012,
  unauthenticated: 4401,
  forbidden: 4403,
  tooSlow: 4408,
  tooMany: 4429,
} as const;

/**
 * Codes of `error` messages.
 * @public
 */
export type LiveErrorCode = 'BAD_JSON' | 'BAD_MESSAGE' | 'UNKNOWN_TYPE' | 'UNKNOWN_SECTION' | 'RATE_LIMIT';

/**
 * Limits of the live socket, told to both sides.
 * @public
 */
export const LIVE_LIMITS = {
  /** Largest frame a client may send. */
  inboundBytes: 64 * 1024,
  /** Messages a client may send within {@link LIVE_LIMITS.rateWindowMs}. */
  messagesPerWindow: 50,
  rateWindowMs: 10_000,
  /** The message that is the fifth bad one closes the socket. */
  badMessages: 5,
  heartbeatSeconds: 25,
  goneAfterSeconds: 35,
} as const;
