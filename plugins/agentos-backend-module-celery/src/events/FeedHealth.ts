import type { Clock, SourceSink } from '@agentos-portal/plugin-agentos-node';

const ALIVE_EVERY_MS = 1_000;

/**
 * Tells how the feed fares.
 * @internal
 */
export class FeedHealth {
  private aliveAt = -Infinity;
  private error: Error | undefined;
  /** Messages that could not be read. */
  unreadable = 0;
  isUp = false;
  /** When the feed was proved last to have told everything, ms since epoch. */
  provedAt = 0;

  /**
   * @param sections - those that a lost connection fails
   * @param proved - those whose rows the feed keeps
   */
  constructor(
    private readonly options: { sink: SourceSink; clock: Clock; sections: string[]; proved: string[] },
  ) {}

  up() {
    this.isUp = true;
    this.error = undefined;
    this.proof();
  }

  /** Everything published so far was heard. */
  proof() {
    const { clock, sink, proved } = this.options;
    this.provedAt = clock.now();
    const now = clock.monotonic();
    if (now - this.aliveAt < ALIVE_EVERY_MS / 2) return;
    this.aliveAt = now;
    sink.alive(proved);
  }

  down(error: Error) {
    this.isUp = false;
    this.error = error;
    this.options.sink.failed(this.options.sections, error);
  }

  /** @throws Error when nothing is heard: what is known may be out of date */
  assertUp() {
    if (!this.isUp) throw this.error ?? new Error('the feed of events is not connected yet');
  }
}
