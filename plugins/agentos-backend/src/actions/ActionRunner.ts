import type { Clock, CommittedEvent, EventAction } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RequestedAction } from '../events';
import type { ActionRuns } from './ActionRuns';

/** Between two rounds, so that a flood of events becomes few messages. */
const EVERY_MS = 2000;

/**
 * Runs actions after the commit, one round at a time per action, side by side across actions. A failing one never stops another.
 * @internal
 */
export class ActionRunner {
  private readonly busy = new Map<string, Promise<void>>();
  private entering: Promise<void> = Promise.resolve();
  private cancel: () => void = () => {};
  private stopped = true;

  constructor(
    private readonly options: {
      runs: ActionRuns;
      actions: ReadonlyMap<string, EventAction>;
      clock: Clock;
      logger: LoggerService;
      /** Told what became of each event, for the counts of the event table. */
      onRun: (event: CommittedEvent, ok: boolean) => void;
    },
  ) {}

  /** Takes up what an earlier process left, and goes on by itself. */
  start() {
    this.stopped = false;
    this.round();
  }

  /** Enters what a commit asks for. */
  enter(requested: RequestedAction[]) {
    const { runs, actions, logger } = this.options;
    const mine = requested.filter(({ action }) => actions.has(action));
    if (mine.length === 0) return;
    this.entering = this.entering
      .then(() => runs.enter(mine))
      .catch(error => logger.error(`${mine.length} actions could not be recorded and are not run: ${error}`));
  }

  async stop() {
    this.stopped = true;
    this.cancel();
    await this.entering;
    await Promise.race([
      Promise.allSettled(this.busy.values()),
      new Promise<void>(resolve => this.options.clock.after(EVERY_MS, resolve)),
    ]);
  }

  private round() {
    if (this.stopped) return;
    for (const action of this.options.actions.values()) {
      if (this.busy.has(action.name)) continue;
      const work = this.run(action)
        .catch(error => this.options.logger.warn(`Runs of action ${action.name} could not be read: ${error}`))
        .finally(() => this.busy.delete(action.name));
      this.busy.set(action.name, work);
    }
    this.cancel = this.options.clock.after(EVERY_MS, () => this.round());
  }

  private async run(action: EventAction) {
    const { runs, logger, onRun } = this.options;
    await this.entering;
    const events = await runs.due(action.name);
    if (events.length === 0) return;
    try {
      await action.run(events);
      await runs.succeeded(action.name, events);
      for (const event of events) onRun(event, true);
    } catch (error) {
      logger.warn(`Action ${action.name} failed for ${events.length} events: ${error}`);
      await runs.failed(action.name, events, String(error));
      for (const event of events) onRun(event, false);
    }
  }
}
