import type { Environment } from '../live';

/**
 * Counts who wants which names. A name that nobody wants any more is kept for a while: people come back to a page.
 * @internal
 */
export class Interest {
  private readonly counts = new Map<string, number>();
  private readonly leaving = new Map<string, () => void>();

  constructor(
    private readonly options: { environment: Environment; lingerMs: number; onChange(): void; onGone?(name: string): void },
  ) {}

  get names(): string[] {
    return Array.from(this.counts.keys());
  }

  has(name: string) {
    return this.counts.has(name);
  }

  /** Wants a name; returns the way to stop, to be called once. */
  add(name: string): () => void {
    this.leaving.get(name)?.();
    this.leaving.delete(name);
    const count = this.counts.get(name);
    this.counts.set(name, (count ?? 0) + 1);
    if (count === undefined) this.options.onChange();
    return () => this.release(name);
  }

  private release(name: string) {
    const count = (this.counts.get(name) ?? 1) - 1;
    this.counts.set(name, count);
    if (count > 0) return;
    const { environment, lingerMs, onChange, onGone } = this.options;
    this.leaving.set(
      name,
      environment.setTimer(() => {
        this.leaving.delete(name);
        this.counts.delete(name);
        onGone?.(name);
        onChange();
      }, lingerMs),
    );
  }
}
