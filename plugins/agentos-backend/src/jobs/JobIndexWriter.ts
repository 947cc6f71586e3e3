import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JobArgument } from './readArguments';

/** Changes wait this long, so that a flood becomes few statements. */
const WRITE_AFTER_MS = 500;
/** The database failed: the next try comes after this long. */
const RETRY_MS = 2000;
/** Jobs that wait while the database is away; then the oldest are given up, and a reconcile brings them back. */
const MAX_PENDING = 50_000;

/** Jobs of which it is known what was written; more than a source's lists of ended jobs hold. */
const MAX_KNOWN = 5000;

interface Target {
  put(rows: readonly JobRow[]): Promise<void>;
  putArguments(jobs: ReadonlyMap<string, readonly JobArgument[]>): Promise<void>;
  markGone(ids: readonly string[]): Promise<void>;
}

/** Keeps the last of so many. */
function remember<V>(map: Map<string, V>, key: string, value: V, most = MAX_KNOWN) {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value!);
}

/**
 * Feeds the index with what sources report, in batches. Each job is written in its last state; a database that is away costs
 * nothing but time.
 * @internal
 */
export class JobIndexWriter {
  /** What was noted last of each job, without its number: a collect tells the same again and again. */
  private readonly known = new Map<string, string>();
  private readonly knownArgs = new Map<string, string>();
  private pending = new Map<string, JobRow>();
  private gone = new Set<string>();
  private args = new Map<string, readonly JobArgument[]>();
  private writing: Promise<void> | undefined;
  private cancel: (() => void) | undefined;
  private lost = 0;
  private failure: string | undefined;

  constructor(
    private readonly options: {
      index: Target;
      clock: Clock;
      logger: LoggerService;
      /** The database refused what is kept for the next try. */
      onTrouble?: (error: unknown) => void;
    },
  ) {}

  /** A job changed. */
  note(row: JobRow) {
    const { rev, ...fields } = row;
    const text = JSON.stringify(fields);
    if (this.known.get(row.id) === text) return;
    const waiting = this.pending.get(row.id);
    if (waiting && waiting.rev > rev) return;
    remember(this.known, row.id, text);
    this.gone.delete(row.id);
    // Written in the order of the last change.
    this.pending.delete(row.id);
    this.pending.set(row.id, row);
    if (this.pending.size > MAX_PENDING) {
      const [oldest] = this.pending.keys();
      this.pending.delete(oldest);
      this.known.delete(oldest);
      this.lost += 1;
    }
    this.writeSoon(WRITE_AFTER_MS);
  }

  /** What searches find of a job's arguments. */
  noteArguments(id: string, args: readonly JobArgument[]) {
    if (args.length === 0) return;
    const text = JSON.stringify(args);
    if (this.knownArgs.get(id) === text) return;
    remember(this.knownArgs, id, text);
    remember(this.args, id, args, MAX_PENDING);
    this.writeSoon(WRITE_AFTER_MS);
  }

  /** The source says that a job is no longer there. */
  noteGone(id: string) {
    this.known.delete(id);
    this.gone.add(id);
    this.writeSoon(WRITE_AFTER_MS);
  }

  /**
   * Resolves when everything noted until now is written.
   * @throws when the database refuses
   */
  async flush() {
    while (this.writing) await this.writing.catch(() => {});
    if (this.pending.size + this.gone.size + this.args.size === 0) return;
    this.cancel?.();
    this.cancel = undefined;
    await this.write();
  }

  stop() {
    this.cancel?.();
    this.cancel = undefined;
  }

  get figures() {
    return { pending: this.pending.size, lost: this.lost, error: this.failure ?? null };
  }

  private writeSoon(ms: number) {
    this.cancel ??= this.options.clock.after(ms, () => {
      this.cancel = undefined;
      this.flush().catch(() => {});
    });
  }

  private write(): Promise<void> {
    this.writing = this.writeAll().finally(() => {
      this.writing = undefined;
    });
    return this.writing;
  }

  private async writeAll() {
    const { index, logger } = this.options;
    const [rows, ids, args] = [this.pending, this.gone, this.args];
    this.pending = new Map();
    this.gone = new Set();
    this.args = new Map();
    try {
      await index.put(Array.from(rows.values()));
      if (args.size > 0) await index.putArguments(args);
      await index.markGone(Array.from(ids));
      this.failure = undefined;
    } catch (error) {
      if (this.failure === undefined) logger.warn(`The job index waits for its database: ${error}`);
      this.options.onTrouble?.(error);
      this.failure = String((error as Error).message).slice(0, 500);
      // What came meanwhile is newer.
      this.pending = new Map([...rows, ...this.pending]);
      this.args = new Map([...args, ...this.args]);
      for (const id of ids) if (!this.pending.has(id)) this.gone.add(id);
      this.writeSoon(RETRY_MS);
      throw error;
    }
  }
}
