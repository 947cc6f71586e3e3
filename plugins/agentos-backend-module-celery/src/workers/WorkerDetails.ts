import type { SourceStore, WorkerDetail } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { ControlClient } from '../control';
import type { KnownWorker } from './KnownWorker';
import { readRegistered, readSettings } from './WorkerAnswers';

const LIMIT_MS = 3_000;

/** Rounds after which a worker that did not change is asked again. */
const EVERY_ROUNDS = 20;

const keyOf = (worker: string) => `worker:${worker}`;

/** What asking a process brought. */
interface Kept {
  pid: number | undefined;
  round: number;
  text: string;
}

/**
 * What the detail of a worker shows besides its row: asked of each new process once, and again now and then, and kept for every replica.
 * @internal
 */
export class WorkerDetails {
  private readonly kept = new Map<string, Kept>();
  private round = 0;

  constructor(
    private readonly options: {
      control: Pick<ControlClient, 'call'>;
      store: SourceStore;
      logger: LoggerService;
      shown: ReadonlySet<string>;
    },
  ) {}

  /** Asks those of which too little is known. */
  async refresh(workers: readonly KnownWorker[]): Promise<void> {
    const { control, shown, store } = this.options;
    this.round += 1;
    const due = workers.filter(({ name, pid }) => {
      const kept = this.kept.get(name);
      return !kept || kept.pid !== pid || this.round - kept.round >= EVERY_ROUNDS;
    });
    if (due.length > 0) {
      const options = { destination: due.map(({ name }) => name), limitMs: LIMIT_MS };
      const [registered, conf] = await Promise.all([
        control.call('registered', { taskinfoitems: ['rate_limit', 'max_retries'] }, options),
        control.call('conf', { with_defaults: false }, options),
      ]);
      for (const worker of due) {
        const { name } = worker;
        if (!registered.replies.has(name) && !conf.replies.has(name)) continue;
        const settings = readSettings(conf.replies.get(name), shown);
        await this.keep(worker, {
          tasks: readRegistered(registered.replies.get(name)) ?? null,
          settings: (settings as JsonObject | undefined) ?? null,
          queues: (worker.queues ?? []).map(queue => ({
            name: queue.name,
            exchange: queue.exchange ?? null,
            routingKey: queue.routingKey ?? null,
          })),
          pool: {
            implementation: worker.stats?.pool ?? null,
            processes: worker.stats?.processes ?? [],
            prefetch: worker.stats?.prefetch ?? null,
            autoscale: worker.stats?.autoscale ?? null,
          },
          pid: worker.pid ?? null,
        });
      }
    }
    const live = new Set(workers.map(({ name }) => name));
    for (const name of this.kept.keys()) {
      if (live.has(name)) continue;
      this.kept.delete(name);
      await store.delete(keyOf(name));
    }
  }

  /** @returns undefined when nobody asked it yet */
  async read(name: string): Promise<WorkerDetail | undefined> {
    return this.options.store.get<WorkerDetail>(keyOf(name));
  }

  private async keep({ name, pid }: KnownWorker, detail: WorkerDetail) {
    const text = JSON.stringify(detail);
    const known = this.kept.get(name);
    this.kept.set(name, { pid, round: this.round, text });
    if (known?.text !== text) await this.options.store.set(keyOf(name), detail);
  }
}
