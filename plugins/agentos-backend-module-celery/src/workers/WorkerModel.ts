import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { WorkerEvent } from '../events/CeleryEvent';
import { KnownWorker } from './KnownWorker';

/** A worker that went, and how. @internal */
export interface Departure {
  worker: KnownWorker;
  /** In words. */
  reason: string;
  /** Ms since epoch, by our clock. */
  at: number;
  /** It said so itself; else it vanished. */
  isAnnounced: boolean;
  /** Its process ended, and another one took its name. */
  isReplaced: boolean;
}

/** @internal */
export interface WorkerModelOptions {
  clock: Clock;
  /** Between two rounds of questions: the only signs of life of a worker that sends no heartbeats. */
  answersEveryMs: number;
  onArrival(worker: KnownWorker): void;
  onDeparture(departure: Departure): void;
}

/** Workers of larger fleets are not all shown. */
const WORKERS = 10_000;

/**
 * The workers that live.
 * @internal
 */
export class WorkerModel {
  private readonly workers = new Map<string, KnownWorker>();

  constructor(private readonly options: WorkerModelOptions) {}

  get(name: string): KnownWorker | undefined {
    return this.workers.get(name);
  }

  get all(): KnownWorker[] {
    return Array.from(this.workers.values());
  }

  get names(): string[] {
    return Array.from(this.workers.keys());
  }

  /** Ms to add to the times this worker writes. */
  correctionMs(name: string): number {
    return this.workers.get(name)?.skew.correctionMs ?? 0;
  }

  /** A heartbeat, a beginning or an end. @returns the worker, undefined when it went */
  take(event: WorkerEvent): KnownWorker | undefined {
    const at = event.at + this.correctionMs(event.worker);
    if (event.type === 'worker-offline') {
      this.leave(event.worker, { reason: 'it shut down', at, isAnnounced: true });
      return undefined;
    }
    const worker = this.meet(event.worker);
    if (worker?.takeHeartbeat(event)) this.replaced(worker, at);
    return worker;
  }

  /** A worker that is heard of, new or known. @returns undefined when there are too many */
  meet(name: string): KnownWorker | undefined {
    const known = this.workers.get(name);
    if (known) return known;
    if (this.workers.size >= WORKERS) return undefined;
    const worker = new KnownWorker(name, this.options);
    this.workers.set(name, worker);
    this.options.onArrival(worker);
    return worker;
  }

  /** Another process took the name of a worker. */
  replaced(worker: KnownWorker, at: number) {
    this.options.onDeparture({
      worker,
      reason: 'it was started anew',
      at,
      isAnnounced: false,
      isReplaced: true,
    });
    this.options.onArrival(worker);
  }

  /** Lets go of those that fell silent. */
  checkLife() {
    const at = this.options.clock.now();
    for (const worker of this.all) {
      if (!worker.isSilent) continue;
      const seconds = Math.round(worker.silenceMs / 1_000);
      this.leave(worker.name, { reason: `no heartbeat for ${seconds} s`, at, isAnnounced: false });
    }
  }

  /** Nobody was heard while we were not listening: that time is not counted. */
  excuse() {
    for (const worker of this.workers.values()) worker.excuse();
  }

  private leave(name: string, how: Pick<Departure, 'reason' | 'at' | 'isAnnounced'>) {
    const worker = this.workers.get(name);
    if (!worker) return;
    this.workers.delete(name);
    this.options.onDeparture({ worker, ...how, isReplaced: false });
  }
}
