import type { Clock, SourceStore } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { timeOf } from './StreamEntry';

const STORE_KEY = 'positions';
const SAVE_AFTER_MS = 1_000;

/**
 * How far each queue's event stream was read, kept over restarts.
 * @internal
 */
export class StreamPositions {
  private positions = new Map<string, string>();
  private cancelSave: (() => void) | undefined;

  constructor(
    private readonly options: {
      store: SourceStore;
      clock: Clock;
      logger: LoggerService;
      /** Resolves when what was read until now is committed. */
      committed: () => Promise<void>;
    },
  ) {}

  async load() {
    const pairs = await this.options.store.get<Array<[string, string]>>(STORE_KEY);
    this.positions = new Map(pairs ?? []);
  }

  get(queue: string): string | undefined {
    return this.positions.get(queue);
  }

  /** The latest moment anything was read, by Redis' clock; undefined when nothing ever was. */
  get latest(): number | undefined {
    const times = Array.from(this.positions.values(), timeOf);
    return times.length > 0 ? Math.max(...times) : undefined;
  }

  /** Notes the position; it is saved within a second. */
  set(queue: string, id: string) {
    this.positions.set(queue, id);
    this.saveSoon();
  }

  delete(queue: string) {
    this.positions.delete(queue);
    this.saveSoon();
  }

  /** Saves what is not saved yet. */
  async flush() {
    if (!this.cancelSave) return;
    this.cancelSave();
    this.cancelSave = undefined;
    const { store, committed } = this.options;
    const positions = Array.from(this.positions);
    try {
      // A position ahead of what is committed would skip events after a crash.
      await committed();
      await store.set(STORE_KEY, positions);
    } catch (error) {
      // Events are told once by their id: reading some of them again after a restart does no harm.
      this.options.logger.warn('Stream positions were not saved', error as Error);
    }
  }

  private saveSoon() {
    this.cancelSave ??= this.options.clock.after(SAVE_AFTER_MS, () => this.flush());
  }
}
