import type { SectionSnapshot } from '@agentos-portal/plugin-agentos-common';

/**
 * Age of the last proof that a section is true. It is counted by the monotonic clock of the browser from what the server said,
 * and moved by differences of the server's own instants: the two wall clocks are never compared.
 * @internal
 */
export class SectionAge {
  /** @internal */
  static readonly NEVER = new SectionAge(null, 0, 0);

  /** @param now - monotonic, ms */
  static of({ collectedAt, ageMs }: Pick<SectionSnapshot, 'collectedAt' | 'ageMs'>, now: number) {
    return new SectionAge(collectedAt, ageMs ?? 0, now);
  }

  private constructor(
    private readonly collectedAt: string | null,
    private readonly ageMs: number,
    private readonly since: number,
  ) {}

  /** ms; undefined when never collected. */
  at(now: number): number | undefined {
    return this.collectedAt === null ? undefined : this.ageMs + now - this.since;
  }

  /** The age after a delta stated another proof: younger by as much as the proof is. */
  proved(collectedAt: string | null, now: number): SectionAge {
    const before = this.at(now);
    if (collectedAt === null || this.collectedAt === null || before === undefined) {
      return new SectionAge(collectedAt, 0, now);
    }
    const youngerByMs = Date.parse(collectedAt) - Date.parse(this.collectedAt);
    return new SectionAge(collectedAt, Math.max(0, before - youngerByMs), now);
  }
}
