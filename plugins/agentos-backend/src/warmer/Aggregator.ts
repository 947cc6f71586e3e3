import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { type Ledger } from '../ledger';
import type { RegisteredSource } from '../sources';

/** A section that an event touched is collected anew at most this often. */
const TOUCH_EVERY_MS = 2000;

/** A collect that hung for this long is given up, so that a source which lost an answer recovers. */
const GIVE_UP_MS = 30_000;

const messageOf = (error: unknown) => {
  const text = error instanceof Error ? error.message : String(error);
  return (text || 'failed without a message').replace(/[\r\n]+/g, ' ').slice(0, 500);
};

/** Figures of the warmer. @internal */
export interface WarmFigures {
  runs: number;
  succeeded: number;
  skipped: number;
  collects: number;
  failedCollects: number;
  lastAt: string | null;
  lastElapsedMs: number | null;
}

/**
 * Collects every (section, source) in parallel, each within its limit, and ends in one commit. Never overlaps itself.
 * @internal
 */
export class Aggregator {
  private round: Promise<void> | undefined;
  private readonly busy = new Map<string, number>();
  private readonly touchedAt = new Map<string, number>();
  private readonly delayed = new Map<string, () => void>();
  readonly figures: WarmFigures = {
    runs: 0,
    succeeded: 0,
    skipped: 0,
    collects: 0,
    failedCollects: 0,
    lastAt: null,
    lastElapsedMs: null,
  };

  constructor(
    private readonly options: {
      entries: readonly RegisteredSource[];
      ledger: Ledger;
      clock: Clock;
      timeoutMs: number;
      logger: LoggerService;
      afterWarm: () => Promise<void>;
    },
  ) {}

  /** One round; callers during a round get that round. */
  warm(): Promise<void> {
    if (this.round) {
      this.figures.skipped += 1;
      return this.round;
    }
    this.round = this.runRound().finally(() => {
      this.round = undefined;
    });
    return this.round;
  }

  /** Sections that an event touched without bringing rows: collected soon, never more often than every two seconds. */
  touch(sections: string[], sourceId: string) {
    const entry = this.options.entries.find(({ source }) => source.id === sourceId);
    // A service's event names no source: whoever collects the section looks.
    const entries = entry ? [entry] : this.options.entries;
    for (const candidate of entries) {
      for (const section of sections) {
        if (candidate.source.sections.includes(section)) this.touchOne(section, candidate);
      }
    }
  }

  stop() {
    for (const cancel of this.delayed.values()) cancel();
    this.delayed.clear();
  }

  private touchOne(section: string, entry: RegisteredSource) {
    const key = `${section}/${entry.source.id}`;
    if (this.delayed.has(key)) return;
    const { clock, ledger } = this.options;
    const wait = Math.max(
      0,
      (this.touchedAt.get(key) ?? Number.NEGATIVE_INFINITY) + TOUCH_EVERY_MS - clock.monotonic(),
    );
    const cancel = clock.after(wait, () => {
      this.delayed.delete(key);
      this.touchedAt.set(key, clock.monotonic());
      this.collect(section, entry).then(() => ledger.run());
    });
    this.delayed.set(key, cancel);
  }

  private async runRound() {
    const { clock, entries, ledger, logger } = this.options;
    const before = clock.monotonic();
    this.figures.runs += 1;
    const now = clock.monotonic();
    await Promise.all(
      entries.flatMap(entry =>
        entry.source.sections.map(section => {
          this.touchedAt.set(`${section}/${entry.source.id}`, now);
          return this.collect(section, entry);
        }),
      ),
    );
    await ledger.warm();
    await this.options.afterWarm();
    this.figures.succeeded += 1;
    this.figures.lastAt = new Date(clock.now()).toISOString();
    this.figures.lastElapsedMs = Math.round((clock.monotonic() - before) * 10) / 10;
    logger.debug(`warm_admin_cache: ${this.figures.lastElapsedMs} ms`);
  }

  /** A collect that hangs is not started a second time until it is given up: its pair stays flagged. */
  private collect(section: string, entry: RegisteredSource): Promise<void> {
    const key = `${section}/${entry.source.id}`;
    const startedAt = this.options.clock.monotonic();
    if (startedAt - (this.busy.get(key) ?? Number.NEGATIVE_INFINITY) < GIVE_UP_MS) {
      this.options.ledger.failed(
        [section],
        entry.source.id,
        `no answer for more than ${this.options.timeoutMs} ms`,
      );
      return Promise.resolve();
    }
    const { ledger } = this.options;
    const rev = ledger.takeRev();
    const controller = new AbortController();
    this.figures.collects += 1;
    const work = (async () => entry.source.collect(section, { signal: controller.signal }))();
    this.busy.set(key, startedAt);
    const ended = () => {
      if (this.busy.get(key) === startedAt) this.busy.delete(key);
    };
    work.then(ended, ended);
    return this.limited(work, controller)
      .then(async collected => {
        if (!Array.isArray(collected?.rows)) throw new Error('answered without a list of rows');
        const rows = await ledger.parse(section, collected.rows);
        ledger.collected(section, entry.origin, rev, rows, collected.provedAt);
      })
      .catch(error => {
        this.figures.failedCollects += 1;
        ledger.failed([section], entry.source.id, messageOf(error));
      });
  }

  private limited<T>(work: Promise<T>, controller: AbortController): Promise<T> {
    const { clock, timeoutMs } = this.options;
    return new Promise<T>((resolve, reject) => {
      const cancel = clock.after(timeoutMs, () => {
        // Rejected first: a source that answers the abort with its own error must not hide the reason.
        reject(new Error(`no answer within ${timeoutMs} ms`));
        controller.abort();
      });
      work.then(resolve, reject).finally(cancel);
    });
  }
}
