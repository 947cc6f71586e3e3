import type { Clock } from '@agentos-portal/plugin-agentos-node';

/** Several reasons to look again within this long are one. */
const SOON_MS = 200;

/**
 * Repeats something at a pace, sooner when asked to, and never twice at once.
 * @internal
 */
export class Rounds {
  private cancel = () => {};
  private running: Promise<void> | undefined;
  private isWanted = false;
  private stopped = false;

  constructor(
    private readonly options: {
      clock: Clock;
      everyMs: number;
      /** Never rejects. */
      run: () => Promise<void>;
    },
  ) {}

  /** Resolves when a round that began after the call is over. */
  async now(): Promise<void> {
    this.cancel();
    await this.running;
    if (!this.stopped) await this.begin();
  }

  soon() {
    if (this.stopped) return;
    if (this.running) {
      this.isWanted = true;
      return;
    }
    this.cancel();
    this.cancel = this.options.clock.after(SOON_MS, () => this.begin());
  }

  async stop() {
    this.stopped = true;
    this.cancel();
    await this.running;
  }

  private begin(): Promise<void> {
    this.cancel();
    this.isWanted = false;
    this.running ??= this.options.run().finally(() => {
      this.running = undefined;
      if (this.stopped) return;
      const waitMs = this.isWanted ? SOON_MS : this.options.everyMs;
      this.cancel = this.options.clock.after(waitMs, () => this.begin());
    });
    return this.running;
  }
}
