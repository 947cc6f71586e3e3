import type { JsonObject } from '@backstage/types';
import {
  addConsumers,
  cancelConsumer,
  type Consumption,
  readConsumption,
  type Refusals,
} from './Consumption';
import type { OperationAccess } from './OperationAccess';

const STORE_KEY = 'holds';
/** A worker says that it is there before it listens. */
const TRIES = 5;

/** By queue or node name, then by the other: how it was consumed. */
type Holds = Record<string, Record<string, Consumption>>;

/**
 * Queues that are paused and workers that are drained. Celery knows neither: its workers are told to stop consuming, and how they did is
 * kept here, so that it can be put back. A queue and a worker may both be held: who lets go of one leaves what the other still holds.
 * @internal
 */
export class ConsumerHolds {
  private queues: Holds = {};
  private workers: Holds = {};

  constructor(private readonly access: Pick<OperationAccess, 'store' | 'control' | 'fleet' | 'clock'>) {}

  async load() {
    const kept = (await this.access.store.get<JsonObject>(STORE_KEY)) as
      { queues: Holds; workers: Holds } | undefined;
    this.queues = kept?.queues ?? {};
    this.workers = kept?.workers ?? {};
    for (const queue of Object.keys(this.queues)) this.access.fleet.paused(queue, true);
    for (const worker of Object.keys(this.workers)) this.access.fleet.draining(worker, true);
  }

  isPaused(queue: string): boolean {
    return Object.hasOwn(this.queues, queue);
  }

  isDrained(worker: string): boolean {
    return Object.hasOwn(this.workers, worker);
  }

  /** No worker takes from the queue any more; nor do those that come. @returns those that go on, with the reason */
  async pause(queue: string): Promise<{ refusals: Refusals; workers: number }> {
    const { control, fleet } = this.access;
    const consuming = this.consumersOf(queue, await readConsumption(control));
    // Before they are told: how they consumed must be known after a crash.
    this.queues = { ...this.queues, [queue]: { ...this.queues[queue], ...consuming } };
    await this.save();
    const names = Object.keys(consuming);
    const refusals = await cancelConsumer(this.access, queue, names);
    fleet.paused(queue, true);
    return { refusals, workers: names.length };
  }

  /** Those that took from it do again. @returns those that do not, with the reason */
  async resume(queue: string): Promise<{ refusals: Refusals; workers: number }> {
    const { fleet } = this.access;
    const alive = new Set(fleet.workers());
    const held = Object.entries(this.queues[queue] ?? {}).filter(([worker]) => alive.has(worker));
    for (const [worker, consumption] of held.filter(([name]) => this.isDrained(name))) {
      this.workers = { ...this.workers, [worker]: { ...this.workers[worker], [queue]: consumption } };
    }
    const free = held.filter(([worker]) => !this.isDrained(worker));
    const refusals = await addConsumers(
      this.access,
      free.map(([worker, consumption]) => ({ worker, consumption })),
    );
    const { [queue]: _, ...others } = this.queues;
    this.queues = others;
    await this.save();
    fleet.paused(queue, false);
    return { refusals, workers: free.length };
  }

  /** Workers take from no queue any more. @returns those that go on, with the reason */
  async drain(workers: readonly string[]): Promise<Refusals> {
    const { control, fleet } = this.access;
    const consumption = await readConsumption(control, workers);
    const refusals: Refusals = new Map();
    const byQueue = new Map<string, string[]>();
    for (const worker of workers) {
      const consumed = consumption.get(worker);
      if (!consumed) {
        refusals.set(worker, 'it did not answer');
        continue;
      }
      const kept = Object.fromEntries(consumed.map(entry => [entry.queue, entry]));
      this.workers = { ...this.workers, [worker]: { ...this.workers[worker], ...kept } };
      for (const { queue } of consumed) byQueue.set(queue, [...(byQueue.get(queue) ?? []), worker]);
    }
    await this.save();
    for (const [queue, names] of byQueue) {
      for (const [worker, error] of await cancelConsumer(this.access, queue, names))
        refusals.set(worker, error);
    }
    for (const worker of consumption.keys()) fleet.draining(worker, true);
    return refusals;
  }

  /** Workers take from their queues again. @returns those that do not, with the reason */
  async undrain(workers: readonly string[]): Promise<Refusals> {
    const { fleet } = this.access;
    const wanted = workers.flatMap(worker =>
      Object.values(this.workers[worker] ?? {}).map(consumption => ({ worker, consumption })),
    );
    for (const { worker, consumption } of wanted.filter(({ consumption: { queue } }) =>
      this.isPaused(queue),
    )) {
      const { queue } = consumption;
      this.queues = { ...this.queues, [queue]: { ...this.queues[queue], [worker]: consumption } };
    }
    const refusals = await addConsumers(
      this.access,
      wanted.filter(({ consumption }) => !this.isPaused(consumption.queue)),
    );
    const held = Object.entries(this.workers).filter(([worker]) => !workers.includes(worker));
    this.workers = Object.fromEntries(held);
    await this.save();
    for (const worker of workers) fleet.draining(worker, false);
    return refusals;
  }

  /** A worker came. What is paused it takes nothing from; drained was the process before it, unless it is the same. */
  async tell(worker: string): Promise<void> {
    const { control, fleet } = this.access;
    const paused = Object.keys(this.queues);
    if (paused.length === 0 && !this.isDrained(worker)) return;
    let consumed: Consumption[] | undefined;
    for (let attempt = 0; attempt < TRIES && !consumed; attempt += 1) {
      consumed = (await readConsumption(control, [worker])).get(worker);
    }
    if (!consumed) return;
    if (this.isDrained(worker) && consumed.length > 0) {
      const { [worker]: _, ...others } = this.workers;
      this.workers = others;
      fleet.draining(worker, false);
    }
    const held = consumed.filter(({ queue }) => this.isPaused(queue));
    for (const consumption of held) {
      const { queue } = consumption;
      this.queues = { ...this.queues, [queue]: { ...this.queues[queue], [worker]: consumption } };
    }
    await this.save();
    for (const { queue } of held) await cancelConsumer(this.access, queue, [worker]);
  }

  private consumersOf(queue: string, consumption: Map<string, Consumption[]>): Record<string, Consumption> {
    return Object.fromEntries(
      Array.from(consumption).flatMap(([worker, consumed]) => {
        const found = consumed.find(entry => entry.queue === queue);
        return found ? [[worker, found] as const] : [];
      }),
    );
  }

  private save() {
    return this.access.store.set(STORE_KEY, { queues: this.queues, workers: this.workers });
  }
}
