// Buckets grow by 10 %: a percentile is within 5 % of the true value, and histograms of any windows can be added up.
const GROWTH = Math.log(1.1);

/**
 * A mergeable histogram of durations.
 * @internal
 */
export class Histogram {
  private readonly buckets = new Map<number, number>();
  private total = 0;
  /** Kept until something is added: several percentiles are asked of one. */
  private inOrder: Array<[index: number, count: number]> | undefined;
  private sum = 0;

  /** @param value - ms, negative counts as 0 */
  add(value: number) {
    const index = value < 1 ? 0 : 1 + Math.floor(Math.log(value) / GROWTH);
    this.buckets.set(index, (this.buckets.get(index) ?? 0) + 1);
    this.total += 1;
    this.inOrder = undefined;
    this.sum += Math.max(0, value);
  }

  merge(other: Histogram) {
    for (const [index, count] of other.buckets) {
      this.buckets.set(index, (this.buckets.get(index) ?? 0) + count);
    }
    this.total += other.total;
    this.inOrder = undefined;
    this.sum += other.sum;
  }

  /** As `sum,index:count,…` with each index told as the distance to the one before; empty without values. */
  encode(): string {
    if (this.total === 0) return '';
    const parts = [String(Math.round(this.sum * 1000) / 1000)];
    let before = 0;
    for (const [index, count] of this.sorted()) {
      parts.push(count === 1 ? String(index - before) : `${index - before}:${count}`);
      before = index;
    }
    return parts.join(',');
  }

  /** @throws Error for a text that `encode` did not write */
  static decode(text: string): Histogram {
    const histogram = new Histogram();
    if (text === '') return histogram;
    const [sum, ...buckets] = text.split(',');
    let index = 0;
    for (const bucket of buckets) {
      const [distance, count = '1'] = bucket.split(':');
      index += Number(distance);
      histogram.buckets.set(index, Number(count));
      histogram.total += Number(count);
    }
    histogram.sum = Number(sum);
    if (!Number.isFinite(histogram.sum + histogram.total + index)) throw new Error('Not a histogram');
    return histogram;
  }

  get count() {
    return this.total;
  }

  /** @returns undefined without values */
  mean() {
    return this.total === 0 ? undefined : this.sum / this.total;
  }

  /**
   * @param share - 0 to 1
   * @returns the middle of the bucket the percentile falls into, undefined without values
   */
  percentile(share: number): number | undefined {
    if (this.total === 0) return undefined;
    const rank = Math.max(1, Math.ceil(share * this.total));
    let seen = 0;
    for (const [index, count] of this.sorted()) {
      seen += count;
      if (seen >= rank) return index === 0 ? 0 : Math.round(Math.exp((index - 0.5) * GROWTH) * 10) / 10;
    }
    return undefined;
  }

  /** Share of the values at or below the limit, by whole buckets; undefined without values. */
  shareWithin(limit: number): number | undefined {
    if (this.total === 0) return undefined;
    const last = limit < 1 ? 0 : 1 + Math.floor(Math.log(limit) / GROWTH);
    let within = 0;
    for (const [index, count] of this.buckets) if (index <= last) within += count;
    return within / this.total;
  }

  private sorted(): Array<[index: number, count: number]> {
    this.inOrder ??= Array.from(this.buckets).sort(([a], [b]) => a - b);
    return this.inOrder;
  }
}
