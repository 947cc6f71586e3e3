import { isDeepStrictEqual } from 'node:util';
import type { Rev } from '@agentos-portal/plugin-agentos-common';

/**
 * A row as its source gave it, validated and stamped but without what the engine computes.
 * @internal
 */
export interface RawRow {
  row: { id: string } & Record<string, unknown>;
  source: string;
  instance: string;
  rev: Rev;
  /** Monotonic time since which a complete collect misses it. */
  goneSince?: number;
}

/** Tombstones live longer than any collect. */
const TOMBSTONE_MS = 5 * 60_000;

/**
 * The observed rows of one section, with the guard: nothing older than what is known gets in.
 * @internal
 */
export class RowTable {
  readonly rows = new Map<string, RawRow>();
  private readonly tombstones = new Map<string, { rev: Rev; at: number }>();

  constructor(private readonly monotonic: () => number) {}

  /**
   * @returns true when the row changed; an older rev changes nothing, an equal row only takes the newer rev
   */
  put(raw: RawRow): boolean {
    const { id } = raw.row;
    const known = this.rows.get(id);
    const last = known?.rev ?? this.tombstones.get(id)?.rev;
    if (last !== undefined && last >= raw.rev) return false;
    this.tombstones.delete(id);
    this.rows.set(id, raw);
    return !known || known.goneSince !== undefined || !isDeepStrictEqual(known.row, raw.row);
  }

  /** @returns true when the row was there and older */
  remove(id: string, rev: Rev): boolean {
    const known = this.rows.get(id);
    if (known && known.rev >= rev) return false;
    this.rows.delete(id);
    this.tombstones.set(id, { rev, at: this.monotonic() });
    return known !== undefined;
  }

  /** Takes a row out without a tombstone: leaving a bounded section says nothing about existence. */
  evict(id: string) {
    this.rows.delete(id);
  }

  prune() {
    const oldest = this.monotonic() - TOMBSTONE_MS;
    for (const [id, { at }] of this.tombstones) if (at < oldest) this.tombstones.delete(id);
  }
}
