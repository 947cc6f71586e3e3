import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ReplicaView } from './ReplicaView';
import type { StateStore } from './StateStore';

/** The store is away, or nobody seeded it yet. */
const RETRY_MS = 500;

/**
 * Keeps a view on the log of its store: over gaps, and while the store is away.
 * @internal
 */
export class ViewFollower {
  private stopped = false;
  private isFollowing = false;
  private attaching: Promise<void> | undefined;
  private cancelRetry: () => void = () => {};

  constructor(
    private readonly options: { view: ReplicaView; store: StateStore; clock: Clock; logger: LoggerService },
  ) {}

  /** Attaches when it is not attached; resolves after one try, the rest goes on by itself. */
  start(): Promise<void> {
    if (this.isFollowing || this.stopped) return Promise.resolve();
    this.attaching ??= this.attach().finally(() => {
      this.attaching = undefined;
    });
    return this.attaching;
  }

  async stop() {
    this.stopped = true;
    this.cancelRetry();
    await this.attaching;
    this.options.view.detach();
  }

  private async attach() {
    const { view, store, logger } = this.options;
    this.cancelRetry();
    let gap = false;
    try {
      // A gap may be told before attach returns.
      const attached = await view.attach(store, () => {
        gap = true;
        this.lost();
      });
      this.isFollowing = attached && !gap;
    } catch (error) {
      logger.debug(`The state could not be loaded: ${error}`);
    }
    if (!this.isFollowing) this.retry();
  }

  private lost() {
    this.options.logger.info('The change log no longer holds what comes next: the state is loaded anew');
    if (!this.isFollowing) return;
    this.isFollowing = false;
    this.retry(0);
  }

  private retry(ms = RETRY_MS) {
    if (this.stopped) return;
    this.cancelRetry();
    this.cancelRetry = this.options.clock.after(ms, () => {
      this.start();
    });
  }
}
