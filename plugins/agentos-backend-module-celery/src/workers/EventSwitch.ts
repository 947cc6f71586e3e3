import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ControlClient } from '../control';

/** Workers that come within this long are told together. */
const GATHER_MS = 200;
/** A worker says that it is there before it listens. */
const TRIES = 5;

/**
 * Asks workers for task events, which those started without `-E` do not send by themselves. It is never taken back: other monitors may
 * listen too.
 * @internal
 */
export class EventSwitch {
  /** By worker. */
  private readonly tries = new Map<string, number>();
  private isStopped = false;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly options: {
      control: Pick<ControlClient, 'call' | 'cast'>;
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
    this.tries.set(worker, TRIES);
    this.flushSoon();
  }

  stop() {
    this.isStopped = true;
    this.cancel?.();
    this.cancel = undefined;
    this.tries.clear();
  }

  private flushSoon() {
    if (this.isStopped) return;
    this.cancel ??= this.options.clock.after(GATHER_MS, () => void this.flush());
  }

  private async flush() {
    this.cancel = undefined;
    const { control, logger } = this.options;
    const due = new Map(this.tries);
    this.tries.clear();
    let missing: readonly string[] = Array.from(due.keys());
    try {
      ({ missing } = await control.call('enable_events', {}, { destination: missing }));
    } catch (error) {
      logger.debug('Workers were not asked for task events', error as Error);
    }
    // One that does not answer so often hangs, or is gone.
    for (const worker of missing) {
      const left = due.get(worker)! - 1;
      if (left > 0 && !this.isStopped && !this.tries.has(worker)) this.tries.set(worker, left);
    }
    if (this.tries.size > 0) this.flushSoon();
  }

  private async send(method: string) {
    try {
      await this.options.control.cast(method);
    } catch (error) {
      this.options.logger.debug(`Workers were not asked for '${method}'`, error as Error);
    }
  }
}
