import type { Clock } from '@agentos-portal/plugin-agentos-node';
import { databaseTrouble } from './databaseTrouble';

/** Trouble is shown for this long after it was met last. */
const SHOWN_MS = 30_000;

/**
 * Whether the plugin's database can be used, by what was met while using it.
 * @internal
 */
export class DatabaseHealth {
  private last: { error: string; at: number; monotonic: number } | undefined;

  constructor(private readonly clock: Pick<Clock, 'now' | 'monotonic'>) {}

  /** Notes an error when it is one of the database. */
  note(error: unknown) {
    const trouble = databaseTrouble(error);
    if (trouble === undefined) return;
    this.last = { error: trouble, at: this.clock.now(), monotonic: this.clock.monotonic() };
  }

  get figures() {
    const isShown = this.last !== undefined && this.clock.monotonic() - this.last.monotonic < SHOWN_MS;
    return {
      ok: !isShown,
      error: isShown ? this.last!.error : null,
      lastErrorAt: this.last ? new Date(this.last.at).toISOString() : null,
    };
  }
}
