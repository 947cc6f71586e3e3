import type { JobRow, Rev } from '@agentos-portal/plugin-agentos-common';
import type { AgentOsSource, Clock, ObservedRow } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JobIndex } from './JobIndex';

const PAGE = 500;
/** Between two pages, so that neither the source nor the database is kept busy. */
const PAUSE_MS = 50;
const LIMIT_MS = 30_000;
const RETRY_MS = 60_000;

const NOT_SEEN = 'its source no longer has it, and how it ended was not seen';

/**
 * Brings into the index what a source holds when this replica begins to lead: jobs from before, and the end of jobs that nobody saw.
 * @internal
 */
export class JobBackfill {
  private stopped = false;
  private cancel: () => void = () => {};

  constructor(
    private readonly options: {
      source: AgentOsSource;
      index: JobIndex;
      clock: Clock;
      logger: LoggerService;
      /** Jobs that the index keeps: reading more is in vain. */
      most: number;
      takeRev: () => Rev;
      /** Checks rows and gives them what the engine knows. */
      complete: (rows: ObservedRow[], rev: Rev) => Promise<JobRow[]>;
    },
  ) {}

  /** Resolves when it is done, or was put off because the source or the database cannot be read. */
  async run(): Promise<void> {
    const { source, clock, logger } = this.options;
    if (!source.listJobs) return;
    try {
      await this.readAll();
    } catch (error) {
      if (this.stopped) return;
      logger.warn(`Jobs of source ${source.id} are not in the index yet: ${error}`);
      this.cancel = clock.after(RETRY_MS, () => this.run());
    }
  }

  stop() {
    this.stopped = true;
    this.cancel();
  }

  private async readAll() {
    const { source, index, most, takeRev, complete } = this.options;
    // Before the first read: whatever an event tells meanwhile is newer.
    const rev = takeRev();
    let cursor: string | undefined;
    let count = 0;
    do {
      const page = await source.listJobs!({ cursor, limit: PAGE }, { signal: AbortSignal.timeout(LIMIT_MS) });
      if (this.stopped) return;
      await index.put(await complete(page.items, rev));
      await index.putPageArguments(page.args);
      count += page.items.length;
      cursor = page.nextCursor;
      await this.pause();
    } while (cursor !== undefined && count < most && !this.stopped);
    if (cursor === undefined && !this.stopped) await this.endUnseen(rev);
  }

  /** Jobs that were under way by what is known, and that a complete read did not meet. */
  private async endUnseen(rev: Rev) {
    const { source, index } = this.options;
    for (;;) {
      const rows = await index.underWay(source.id, { olderThan: rev, limit: PAGE });
      if (rows.length === 0 || this.stopped) return;
      await index.put(rows.map(row => ({ ...row, rev, state: 'unknown', reason: NOT_SEEN })));
      await index.markGone(rows.map(({ id }) => id));
      await this.pause();
    }
  }

  private pause() {
    return new Promise<void>(resolve => this.options.clock.after(PAUSE_MS, resolve));
  }
}
