import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from './Connection';
import type { Outage } from './Outage';

/** How long one blocking read waits, ms: a store that was flushed or begun anew is noticed this soon. @internal */
export const BLOCK_MS = 1_000;

const RETRY_MS = 100;

/**
 * Reads again and again on a connection of its own, also after failures, until it is stopped.
 * @internal
 */
export class ReadLoop {
  private readonly controller = new AbortController();
  /** Resolves when it was stopped and reads no more. */
  readonly done: Promise<void>;

  constructor(
    private readonly options: {
      /** Used by nobody else: reads block it. */
      connection: Connection;
      outage: Outage;
      /** Reads once. An answer may still come after the signal; it is not to be told. */
      step: (connection: Connection, signal: AbortSignal) => Promise<void>;
    },
  ) {
    this.done = this.run();
  }

  stop() {
    this.controller.abort();
    this.options.connection.close();
    this.options.outage.forget(this);
  }

  private async run() {
    const { connection, outage, step } = this.options;
    const { signal } = this.controller;
    while (!signal.aborted) {
      try {
        await step(connection, signal);
        outage.end(this);
      } catch (error) {
        if (signal.aborted) return;
        outage.begin(this, (error as Error).message);
        await pause(RETRY_MS, undefined, { signal }).catch(() => {});
      }
    }
  }
}
