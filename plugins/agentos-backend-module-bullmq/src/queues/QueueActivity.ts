import type { Clock } from '@agentos-portal/plugin-agentos-node';

interface Reading<T> {
  value: T;
  at: number;
  entries: number;
}

/**
 * Counts the stream entries of each queue: a queue without a new entry is as it was read last.
 * @internal
 */
export class QueueActivity {
  private readonly entries = new Map<string, number>();

  /** Entries of the queue were read, or missed. */
  note(queue: string) {
    this.entries.set(queue, this.of(queue) + 1);
  }

  of(queue: string): number {
    return this.entries.get(queue) ?? 0;
  }
}

/**
 * What was read of each queue, as long as nothing happened to the queue since. Some changes leave no entry (a drained queue, jobs
 * that retention removed): a reading counts for a limited time only.
 * @internal
 */
export class Readings<T> {
  private readonly readings = new Map<string, Reading<T>>();

  constructor(
    private readonly activity: QueueActivity,
    private readonly clock: Clock,
    private readonly maxAgeMs: number,
  ) {}

  /** Those that have to be read anew. */
  due(queues: readonly string[]): string[] {
    return queues.filter(queue => !this.isCurrent(queue));
  }

  /** Whether nothing is known to have happened to the queue since its reading began. */
  isCurrent(queue: string): boolean {
    const reading = this.readings.get(queue);
    if (!reading || reading.entries !== this.activity.of(queue)) return false;
    return this.clock.monotonic() - reading.at <= this.maxAgeMs;
  }

  /** Call it before the read begins; what it answers takes the value. */
  begin(queue: string): (value: T) => void {
    const at = this.clock.monotonic();
    const entries = this.activity.of(queue);
    return value => this.readings.set(queue, { value, at, entries });
  }

  get(queue: string): T | undefined {
    return this.readings.get(queue)?.value;
  }

  clear() {
    this.readings.clear();
  }
}
