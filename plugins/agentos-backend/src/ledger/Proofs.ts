import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { Proof } from '../state';

interface Held {
  status: 'fresh' | 'failed';
  /** Monotonic time of the last proof; undefined = never. */
  provedAt: number | undefined;
  collectedAt: string | null;
  error?: string;
  changed: boolean;
}

/**
 * Completeness and freshness of each (section, source).
 * @internal
 */
export class Proofs {
  private readonly held = new Map<string, Map<string, Held>>();

  private readonly told = new Set<string>();

  constructor(private readonly clock: Clock) {}

  /** Takes over what the leader before knew. */
  load(section: string, source: string, { status, collectedAt, ageMs, error }: Proof) {
    const provedAt = collectedAt === null ? undefined : this.clock.monotonic() - ageMs;
    this.put(section, source, { status, provedAt, collectedAt, error, changed: false });
    if (provedAt !== undefined) this.told.add(`${section}/${source}`);
  }

  /**
   * The rows are true as of `at` (ms since epoch, default now).
   * @returns true when the status changed
   */
  proved(section: string, source: string, at?: number): boolean {
    const now = this.clock.now();
    const age = Math.max(0, now - (at ?? now));
    const before = this.held.get(section)?.get(source);
    this.put(section, source, {
      status: 'fresh',
      provedAt: this.clock.monotonic() - age,
      collectedAt: new Date(now - age).toISOString(),
      changed: true,
    });
    return before?.status !== 'fresh';
  }

  /** A live feed proves only what was collected before and did not fail since. */
  alive(section: string, source: string) {
    if (this.held.get(section)?.get(source)?.status === 'fresh') this.proved(section, source);
  }

  /** @returns true when status or message changed */
  failed(section: string, source: string, error: string): boolean {
    const before = this.held.get(section)?.get(source);
    this.put(section, source, {
      status: 'failed',
      provedAt: before?.provedAt,
      collectedAt: before?.collectedAt ?? null,
      error,
      changed: true,
    });
    return before?.status !== 'failed' || before.error !== error;
  }

  /** True once a commit has told of a collect of this pair. */
  wasCommitted(section: string, source: string): boolean {
    return this.told.has(`${section}/${source}`);
  }

  /** Errors by source, one each. */
  failures(): Map<string, string> {
    const failures = new Map<string, string>();
    for (const sources of this.held.values()) {
      for (const [source, held] of sources)
        if (held.status === 'failed') failures.set(source, held.error ?? 'failed');
    }
    return failures;
  }

  /** Takes what changed since the last call, by section. */
  take(): Map<string, Record<string, Proof>> {
    const taken = new Map<string, Record<string, Proof>>();
    for (const [section, sources] of this.held) {
      for (const [source, held] of sources) {
        if (!held.changed) continue;
        held.changed = false;
        if (held.provedAt !== undefined) this.told.add(`${section}/${source}`);
        const proofs = taken.get(section) ?? {};
        proofs[source] = {
          status: held.status,
          collectedAt: held.collectedAt,
          ageMs: held.provedAt === undefined ? 0 : this.clock.monotonic() - held.provedAt,
          ...(held.error === undefined ? {} : { error: held.error }),
        };
        taken.set(section, proofs);
      }
    }
    return taken;
  }

  private put(section: string, source: string, held: Held) {
    let sources = this.held.get(section);
    if (!sources) {
      sources = new Map();
      this.held.set(section, sources);
    }
    sources.set(source, held);
  }
}
