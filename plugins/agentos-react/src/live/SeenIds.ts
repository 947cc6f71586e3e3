/**
 * Remembers the last ids. Resume sends events again that had come before the connection was lost.
 * @internal
 */
export class SeenIds {
  private readonly ids = new Set<string>();

  /** @param limit - how many ids are remembered */
  constructor(private readonly limit: number) {}

  /** True when the id is new. */
  add(id: string): boolean {
    if (this.ids.has(id)) return false;
    this.ids.add(id);
    if (this.ids.size > this.limit) {
      for (const oldest of this.ids) {
        this.ids.delete(oldest);
        break;
      }
    }
    return true;
  }
}
