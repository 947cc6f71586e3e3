import type { Environment } from '../../live';

/** @internal */
export interface PacedRefreshOptions {
  environment: Pick<Environment, 'monotonic' | 'setTimer' | 'isVisible' | 'onVisibilityChange'>;
  /** Shortest time between two, ms. */
  everyMs: number;
  refresh: () => void;
}

/**
 * Reads again what has changed: at most once in a while, and never while nobody sees it.
 * @internal
 */
export class PacedRefresh {
  private isDirty = false;
  private lastAt: number;
  private cancelTimer?: () => void;
  private readonly release: () => void;

  constructor(private readonly options: PacedRefreshOptions) {
    this.lastAt = options.environment.monotonic();
    this.release = options.environment.onVisibilityChange(() => this.plan());
  }

  /** Something changed. */
  touch() {
    this.isDirty = true;
    this.plan();
  }

  /** It was read just now. */
  done() {
    this.isDirty = false;
    this.lastAt = this.options.environment.monotonic();
    this.cancel();
  }

  stop() {
    this.cancel();
    this.release();
  }

  private cancel() {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }

  private plan() {
    const { environment, everyMs } = this.options;
    if (!environment.isVisible()) {
      this.cancel();
      return;
    }
    if (!this.isDirty || this.cancelTimer) return;
    const waitMs = Math.max(0, this.lastAt + everyMs - environment.monotonic());
    this.cancelTimer = environment.setTimer(() => {
      this.done();
      this.options.refresh();
    }, waitMs);
  }
}
