/**
 * How the page gets its data: `connecting` for the first time, `live` over the socket, `reconnecting` after a loss,
 * `polling` over HTTP after five failed attempts in a row, `denied` when the person may not read AgentOS.
 * @public
 */
export type ConnectionState = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'polling' | 'denied';

/**
 * State of the connection.
 * @public
 */
export interface ConnectionStatus {
  state: ConnectionState;
  /** When the state began, ms since epoch by the clock of the browser. */
  since: number;
  /** Failed attempts in a row. */
  attempts: number;
  /** When the next attempt is due, ms of the monotonic clock; absent while none is planned. */
  nextAttemptAt?: number;
}
