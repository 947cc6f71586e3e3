import type { Commit } from './Commit';

/**
 * The bounded window of the last commits: what resume reads.
 * @internal
 */
export class ChangeLog {
  private commits: Commit[] = [];
  private start = 0;
  private readonly sizes = new Map<number, number>();
  private bytes = 0;

  constructor(private readonly limits: { commits: number; bytes: number }) {}

  /** @param size - bytes of the encoded commit, for the bound */
  append(commit: Commit, size: number) {
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
    // Shifting an array of thousands on every commit costs more than this now and then.
    if (this.start > 1024 && this.start > this.commits.length / 2) {
      this.commits = this.commits.slice(this.start);
      this.start = 0;
    }
  }

  /** Commits after the version, or undefined when the window no longer reaches back to it. */
  since(version: number): Commit[] | undefined {
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
