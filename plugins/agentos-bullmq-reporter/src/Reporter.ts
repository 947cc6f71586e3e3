import { randomUUID } from 'node:crypto';
import { CommandListener } from './CommandListener';
import type { ReporterOptions } from './startReporter';
import { RedisLink } from './redis/RedisLink';
import { ReportWriter } from './redis/ReportWriter';
import { bullmqVersion } from './worker/bullmqVersion';
import { CommandRunner } from './worker/CommandRunner';
import { ProcessUse } from './worker/ProcessUse';
import { WatchedWorker } from './worker/WatchedWorker';

/**
 * Reports the workers of this process at intervals and whenever the state of one changes.
 * @internal
 */
export class Reporter {
  private readonly id = randomUUID();
  private readonly use = new ProcessUse(bullmqVersion());
  private readonly workers: WatchedWorker[];
  private readonly link: RedisLink;
  private readonly writer: ReportWriter;
  private readonly listener: CommandListener;
  private readonly timer: NodeJS.Timeout;
  private readonly onError: (error: Error) => void;
  private scheduled = false;

  /** @throws TypeError when the connection cannot be used */
  constructor(
    options: Required<Omit<ReporterOptions, 'onError'>> & Pick<Required<ReporterOptions>, 'onError'>,
  ) {
    const { connection, prefix, intervalMs, onError } = options;
    this.onError = onError;
    this.link = new RedisLink(connection, () => this.reportSoon(), onError);
    this.writer = new ReportWriter(this.link.redis, prefix);
    this.workers = options.workers.map(worker => new WatchedWorker(worker, () => this.reportSoon()));
    const runner = new CommandRunner(this.workers, onError);
    this.listener = new CommandListener({
      connection,
      prefix,
      processId: this.id,
      redis: this.link.redis,
      run: command => runner.run(command),
      onError,
    });
    this.timer = setInterval(() => {
      void this.report();
      this.listener.check();
    }, intervalMs);
    this.timer.unref();
    for (const { name, queue } of this.workers) {
      if (name === undefined)
        onError(new Error(`The worker of queue ${queue} has no name: it is not reported`));
    }
  }

  /** Says last which workers were closed; the others are as if they never had a reporter. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.listener.stop();
    for (const worker of this.workers) worker.stop();
    await this.report(true);
    this.link.stop();
  }

  // Together with what else happens in the same turn.
  private reportSoon() {
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      void this.report();
    });
  }

  private async report(last = false): Promise<void> {
    if (!this.link.isReady) return;
    const workers = this.workers
      .filter(({ state }) => !last || state === 'closing' || state === 'closed')
      .flatMap(worker => worker.report() ?? []);
    try {
      if (last && workers.length === 0) await this.writer.remove(this.id);
      else await this.writer.write({ id: this.id, ...this.use.read(), workers });
    } catch (error) {
      this.onError(error as Error);
      // It may be one that hangs.
      this.link.renew();
    }
  }
}
