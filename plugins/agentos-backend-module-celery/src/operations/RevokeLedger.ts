import type { OperationAccess } from './OperationAccess';

/** As long as Celery keeps results unless told otherwise. */
const KEPT_MS = 24 * 3_600_000;
/** Celery's workers remember as many. */
const MAX = 50_000;
const STORE_KEY = 'revokes';
const ENDS = ['completed', 'failed', 'cancelled'];
/** A worker says that it is there before it listens. */
const TRIES = 5;

type Entries = Record<string, number>;

/**
 * Tasks that were revoked. Workers remember them in memory alone, so those that come later are told by whoever still knows.
 * @internal
 */
export class RevokeLedger {
  /** Id to when it was revoked, first those revoked first. */
  private entries = new Map<string, number>();
  private saving: Promise<void> = Promise.resolve();

  constructor(private readonly access: Pick<OperationAccess, 'store' | 'clock' | 'fleet' | 'control'>) {}

  get size() {
    return this.entries.size;
  }

  async load() {
    this.entries = new Map(Object.entries((await this.access.store.get<Entries>(STORE_KEY)) ?? {}));
  }

  /** Resolves when it is kept: a restart must not forget it. */
  async add(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const { clock, store } = this.access;
    for (const id of ids) this.entries.set(id, clock.now());
    this.prune();
    const entries = Object.fromEntries(this.entries);
    this.saving = this.saving.catch(() => {}).then(() => store.set(STORE_KEY, entries));
    await this.saving;
  }

  /** Tells a worker that came. */
  async tell(worker: string): Promise<void> {
    this.prune();
    for (let attempt = 0; attempt < TRIES && this.entries.size > 0; attempt += 1) {
      const ids = Array.from(this.entries.keys());
      const { missing } = await this.access.control.call(
        'revoke',
        { task_id: ids, terminate: false },
        { destination: [worker] },
      );
      if (missing.length === 0) return;
    }
  }

  private prune() {
    const { clock, fleet } = this.access;
    const oldest = clock.now() - KEPT_MS;
    for (const [id, at] of this.entries) {
      const state = fleet.task(id)?.state;
      const isOver = at < oldest || this.entries.size > MAX || (state !== undefined && ENDS.includes(state));
      if (isOver) this.entries.delete(id);
    }
  }
}
