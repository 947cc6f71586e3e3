import type { Environment } from '../live';

/** A hidden tab draws no frames, and nobody looks: it is kept roughly up to date. */
const HIDDEN_FLUSH_MS = 5_000;

/**
 * Calls once per animation frame at most, and rarely while the tab is hidden.
 * @internal
 */
export class FlushScheduler {
  private cancel?: () => void;
  private wanted = false;

  constructor(private readonly options: { environment: Environment; flush(): void }) {
    // The service lives as long as the tab, so this is never taken back.
    options.environment.onVisibilityChange(() => this.plan());
  }

  schedule() {
    if (this.wanted) return;
    this.wanted = true;
    this.plan();
  }

  private plan() {
    this.cancel?.();
    this.cancel = undefined;
    if (!this.wanted) return;
    const { environment } = this.options;
    const run = () => {
      this.cancel = undefined;
      this.wanted = false;
      this.options.flush();
    };
    this.cancel = environment.isVisible()
      ? environment.requestFrame(run)
      : environment.setTimer(run, HIDDEN_FLUSH_MS);
  }
}
