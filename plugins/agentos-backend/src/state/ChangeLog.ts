/**
 * A bounded window of the last commits.
 * @internal
 */
export class ChangeLog<C extends { version: number }> {
  private commits: C[] = [];
  private start = 0;
  private readonly sizes = new Map<number, number>();
  private bytes = 0;

  constructor(private readonly limits: { commits: number; bytes: number }) {}

  /** @param size - what the commit counts for the bound of bytes */
  append(commit: C, size: number) {
    this.commits.push(commit);
    this.sizes.set(commit.version, size);
    this.bytes += size;
    while (
      this.commits.length - this.start > this.limits.commits ||
      (this.bytes > this.limits.bytes && this.commits.length - this.start > 1)
    ) {
      const oldest = this.commits[this.start];
      this.bytes -= this.sizes.get(oldest.version) ?? 0;
      this.sizes.delete(oldest.version);
      this.start += 1;
    }
    // Shifting an array on every commit costs more than this now and then; what is not shifted yet stays in memory.
    if (this.start > 64 && this.start > this.commits.length / 8) {
      this.commits = this.commits.slice(this.start);
      this.start = 0;
    }
  }

  /** Commits after the version, or undefined when the window no longer reaches back to it. */
  since(version: number): C[] | undefined {
    const first = this.commits[this.start];
    if (!first) return undefined;
    if (version < first.version - 1) return undefined;
    return this.commits.slice(this.start + Math.max(0, version - first.version + 1));
  }

  clear() {
    this.commits = [];
    this.start = 0;
    this.sizes.clear();
    this.bytes = 0;
  }

  get size() {
    return { commits: this.commits.length - this.start, bytes: this.bytes };
  }
}
