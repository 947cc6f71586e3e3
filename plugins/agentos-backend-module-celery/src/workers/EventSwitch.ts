import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ControlClient } from '../control';

/** Workers that come within this long are told together. */
const GATHER_MS = 200;

/**
 * Asks workers for task events, which those started without `-E` do not send by themselves. It is never taken back: other monitors may
 * listen too.
 * @internal
 */
export class EventSwitch {
  private readonly waiting = new Set<string>();
  private cancel: (() => void) | undefined;

  constructor(
    private readonly options: {
      control: Pick<ControlClient, 'cast'>;
      clock: Clock;
      logger: LoggerService;
      /** Workers may be asked for anything. */
      mayAsk: boolean;
      /** They are asked for task events. */
      isWanted: boolean;
    },
  ) {}

  /** Asks all workers for a heartbeat, so that they are known at once. */
  async callIn(): Promise<void> {
    if (this.options.mayAsk) await this.send('heartbeat');
  }

  /** Asks all workers for task events; somebody else may have switched them off. */
  async switchAllOn(): Promise<void> {
    if (this.options.mayAsk && this.options.isWanted) await this.send('enable_events');
  }

  /** A worker came, or came back to its broker: after that it sends what it sent at its start. */
  switchOn(worker: string) {
    if (!this.options.mayAsk || !this.options.isWanted) return;
    this.waiting.add(worker);
    this.cancel ??= this.options.clock.after(GATHER_MS, () => this.flush());
  }

  stop() {
    this.cancel?.();
    this.cancel = undefined;
    this.waiting.clear();
  }

  private flush() {
    this.cancel = undefined;
    const workers = Array.from(this.waiting);
    this.waiting.clear();
    void this.send('enable_events', workers);
  }

  private async send(method: string, workers?: string[]) {
    try {
      await this.options.control.cast(method, {}, workers);
    } catch (error) {
      this.options.logger.debug(`Workers were not asked for '${method}'`, error as Error);
    }
  }
}
