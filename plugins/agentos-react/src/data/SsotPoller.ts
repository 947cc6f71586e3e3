import type { SsotSnapshot } from '@agentos-portal/plugin-agentos-common';
import type { Environment } from '../live';

const POLL_MS = 60_000;

/** @internal */
export interface SsotPollerOptions {
  environment: Environment;
  /** Names of the sections to read. */
  sections(): string[];
  read(sections: string[], signal: AbortSignal): Promise<SsotSnapshot>;
  onSnapshot(snapshot: SsotSnapshot, asked: string[]): void;
  onError(error: Error): void;
}

/**
 * Reads the SSOT over HTTP while there is no socket: at once, and then every minute.
 * @internal
 */
export class SsotPoller {
  private cancelTimer?: () => void;
  private reading?: AbortController;

  constructor(private readonly options: SsotPollerOptions) {}

  /** Reads now and goes on every minute. */
  start() {
    if (this.cancelTimer) return;
    this.plan();
    this.read();
  }

  /** An answer that is on its way is not taken any more: what comes over the socket is newer, and in order. */
  stop() {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    this.reading?.abort();
    this.reading = undefined;
  }

  /** Reads now, replacing a read that is under way: what is wanted may have changed. */
  async read() {
    const sections = this.options.sections();
    this.reading?.abort();
    if (sections.length === 0) return;
    const reading = new AbortController();
    this.reading = reading;
    try {
      const snapshot = await this.options.read(sections, reading.signal);
      if (this.reading === reading) this.options.onSnapshot(snapshot, sections);
    } catch (error) {
      if (this.reading === reading) this.options.onError(error as Error);
    }
  }

  private plan() {
    this.cancelTimer = this.options.environment.setTimer(() => {
      this.plan();
      this.read();
    }, POLL_MS);
  }
}
