import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { centralDataApiRef } from '../data';
import type { ConnectionState } from '../live';

/**
 * What the live pill shows.
 * @public
 */
export interface LiveStatus {
  /** `paused` stands for any other state while the view is frozen. */
  state: Exclude<ConnectionState, 'idle'> | 'paused';
  /** When the state of the connection began, ms since epoch by the clock of the browser. */
  since: number;
  /** Failed attempts to connect in a row. */
  attempts: number;
  /** Time until the next attempt, ms, counting down once a second; absent while none is planned. */
  nextAttemptInMs?: number;
  /** When the last frame came, ms since epoch by the clock of the browser. */
  lastMessageAt?: number;
  /** The last failed read over HTTP, until one succeeds. */
  error?: Error;
  /** Freezes what every page shows; data is still received. */
  pause(): void;
  /** Shows what came meanwhile. */
  resume(): void;
}

/** @public */
export function useLiveStatus(): LiveStatus {
  const data = useApi(centralDataApiRef);
  const status = useSyncExternalStore(
    useCallback(listener => data.subscribeStatus(listener), [data]),
    useCallback(() => data.getStatus(), [data]),
  );
  return useMemo(() => {
    const { state, since, attempts, nextAttemptInMs, lastMessageAt, error, paused } = status;
    // Nobody sees `idle`: whoever renders this connects.
    const shown = state === 'idle' ? 'connecting' : state;
    return {
      state: paused ? 'paused' : shown,
      since,
      attempts,
      nextAttemptInMs,
      lastMessageAt,
      error,
      pause: () => data.pause(),
      resume: () => data.resume(),
    };
  }, [data, status]);
}
