/**
 * The last ids of a feed.
 * @internal
 */
export class RecentIds {
  private readonly ids = new Set<string>();
  /** In the order they came, written around. Taking the first of a set costs more the more of its firsts were taken. */
  private readonly order: string[] = [];
  private next = 0;

  constructor(private readonly limit: number) {}

  /** @returns false for an id that is among the last ones */
  add(id: string): boolean {
    if (this.ids.has(id)) return false;
    const oldest = this.order[this.next];
    if (oldest !== undefined) this.ids.delete(oldest);
    this.ids.add(id);
    this.order[this.next] = id;
    this.next = (this.next + 1) % this.limit;
    return true;
  }
}
