import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';

/** A flood is let pass: what is read in it is missed again. */
const AFTER_MS = 2000;
/** Between two reads, and after one that failed. */
const AGAIN_MS = 15_000;
const LIMIT_MS = 300_000;

/**
 * Reads the jobs of a source again when it lost some of what happened to them: the index would never know.
 * @internal
 */
export class JobReread {
  private cancel: (() => void) | undefined;
  private isWanted = false;
  private controller: AbortController | undefined;
  private stopped = false;

  constructor(
    private readonly options: {
      source: string;
      /** @returns how many jobs the index did not have, or had otherwise */
      read: (signal: AbortSignal) => Promise<number>;
      clock: Clock;
      logger: LoggerService;
    },
  ) {}

  /** Something was missed; told as often as it happens. */
  missed() {
    this.isWanted = true;
    if (!this.controller) this.soon(AFTER_MS);
  }

  stop() {
    this.stopped = true;
    this.cancel?.();
    this.controller?.abort();
  }

  private soon(ms: number) {
    if (this.stopped) return;
    this.cancel ??= this.options.clock.after(ms, () => this.run());
  }

  private async run() {
    const { source, read, logger } = this.options;
    this.cancel = undefined;
    this.isWanted = false;
    this.controller = new AbortController();
    try {
      const found = await read(AbortSignal.any([this.controller.signal, AbortSignal.timeout(LIMIT_MS)]));
      logger.info(`Source ${source} lost events of jobs: ${found} were read again`);
    } catch (error) {
      if (!this.stopped)
        logger.warn(`Source ${source} lost events of jobs, which cannot be read again yet: ${error}`);
      this.isWanted = true;
    }
    this.controller = undefined;
    if (this.isWanted) this.soon(AGAIN_MS);
  }
}
