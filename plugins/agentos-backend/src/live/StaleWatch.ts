import type { ReplicaView } from '../state';

const pairs = (staleSet: string) => new Set(staleSet.split(',').filter(Boolean));

/**
 * Notices (section, source) pairs that turn stale, or fresh again, without a commit.
 * @internal
 */
export class StaleWatch {
  private last: string;

  constructor(private readonly view: ReplicaView) {
    this.last = view.staleSet(view.sectionNames);
  }

  /** Sections whose staleness changed since the last call. */
  turned(): Set<string> {
    const now = this.view.staleSet(this.view.sectionNames);
    if (now === this.last) return new Set();
    const [before, after] = [pairs(this.last), pairs(now)];
    this.last = now;
    const changed = [...before, ...after].filter(pair => before.has(pair) !== after.has(pair));
    return new Set(changed.map(pair => pair.split('/')[0]));
  }
}
