const SAMPLES = 15;

/** From this on Celery itself warns, and so does the portal. @internal */
export const SKEW_WARNING_MS = 16_000;

/** Less than this is delay, not skew. */
const SKEW_MS = 2_000;

const median = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
};

/**
 * How far the clock of a worker is off: the median of how much later than written its last heartbeats arrived.
 * @internal
 */
export class ClockSkew {
  private samples: number[] = [];
  private value = 0;

  note(receivedAt: number, writtenAt: number) {
    this.samples.push(receivedAt - writtenAt);
    if (this.samples.length > SAMPLES) this.samples.shift();
    this.value = median(this.samples);
  }

  /** Ms to add to its times; 0 where it is no more than delay. */
  get correctionMs(): number {
    return Math.abs(this.value) < SKEW_MS ? 0 : this.value;
  }

  /** What people are to know of it. */
  get warning(): string | undefined {
    if (Math.abs(this.value) < SKEW_WARNING_MS) return undefined;
    const seconds = Math.round(Math.abs(this.value) / 1_000);
    return `its clock is ${seconds} s ${this.value > 0 ? 'behind' : 'ahead'}`;
  }
}
