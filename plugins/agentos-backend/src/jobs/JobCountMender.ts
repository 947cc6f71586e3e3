import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JobCounters } from './JobCounters';

/** Between two steps, so that the database is not kept busy. */
const PAUSE_MS = 50;

/**
 * Counts all jobs once when this replica begins to lead: a counter that is wrong for whatever reason is mended and told.
 * @internal
 */
export class JobCountMender {
  private stopped = false;

  constructor(private readonly options: { counters: JobCounters; clock: Clock; logger: LoggerService }) {}

  /** Resolves when it is done, was stopped, or the database refused. */
  async run() {
    const { counters, clock, logger } = this.options;
    try {
      const differences = await counters.mend(
        () => new Promise(resolve => clock.after(PAUSE_MS, () => resolve(!this.stopped))),
      );
      for (const { instance, source, queue, state, was, is } of differences.slice(0, 10)) {
        logger.warn(
          `The counter of ${state} jobs in queue '${queue}' of ${source} (${instance}) was ${was}: mended to ${is}`,
        );
      }
      if (differences.length > 10) logger.warn(`${differences.length} counters of jobs were mended in all`);
    } catch (error) {
      logger.warn(`The counters of jobs could not be checked: ${error}`);
    }
  }

  stop() {
    this.stopped = true;
  }
}
