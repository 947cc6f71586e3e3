import type { Clock } from '@agentos-portal/plugin-agentos-node';

/**
 * Reads once for all who ask at about the same time.
 * @internal
 */
export class Memo<T> {
  private last: { at: number; value: Promise<T> } | undefined;

  /** @param maxAgeMs - how old an answer may be, counted from when its read began */
  constructor(
    private readonly clock: Clock,
    private readonly maxAgeMs: number,
    private readonly read: () => Promise<T>,
  ) {}

  get(): Promise<T> {
    const now = this.clock.monotonic();
    return this.last && now - this.last.at <= this.maxAgeMs ? this.last.value : this.getNow();
  }

  /** Reads in any case. */
  getNow(): Promise<T> {
    const value = this.read();
    this.last = { at: this.clock.monotonic(), value };
    // A failure is nobody's answer but of those who wait for it.
    value.catch(() => {
      if (this.last?.value === value) this.last = undefined;
    });
    return value;
  }
}
