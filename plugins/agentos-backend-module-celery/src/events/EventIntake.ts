import type { FeedHealth } from './FeedHealth';
import type { TaskReporter } from '../tasks/TaskReporter';
import type { WorkerModel } from '../workers/WorkerModel';
import type { WorkerReporter } from '../workers/WorkerReporter';
import { type CeleryEvent, isWorkerEvent, readEvents, type TaskEvent, type WorkerEvent } from './CeleryEvent';

/** @internal */
export interface EventIntakeOptions {
  health: FeedHealth;
  workers: WorkerModel;
  workerReporter: WorkerReporter;
  taskReporter: TaskReporter;
  /** A task was sent to it. */
  onQueue(queue: string): void;
  /** A worker connected to its broker. */
  onOnline(worker: string): void;
}

/**
 * Takes what is published as events to the models of workers and tasks.
 * @internal
 */
export class EventIntake {
  constructor(private readonly options: EventIntakeOptions) {}

  take(message: string) {
    const events = readEvents(message);
    if (!events) {
      this.options.health.unreadable += 1;
      return;
    }
    this.takeEvents(events);
  }

  private takeEvents(events: CeleryEvent[]) {
    const { taskReporter, onQueue } = this.options;
    const tasks: TaskEvent[] = [];
    for (const event of events) {
      if (isWorkerEvent(event)) {
        this.takeLife(event);
        continue;
      }
      if (event.type === 'sent' && event.queue !== undefined) onQueue(event.queue);
      tasks.push(this.complete(event));
    }
    if (tasks.length > 0) taskReporter.takeEvents(tasks);
  }

  private takeLife(event: WorkerEvent) {
    const worker = this.options.workers.take(event);
    if (event.type === 'worker-online') this.options.onOnline(event.worker);
    if (worker) this.options.workerReporter.note(worker);
  }

  /**
   * Brings the clocks of workers together, and names the queue where it can only be one: events do not, and a worker that consumes a
   * single queue took the task from there.
   */
  private complete(event: TaskEvent): TaskEvent {
    const worker = this.options.workers.get(event.worker);
    if (!worker) return event;
    const correction = worker.skew.correctionMs;
    const only = worker.queues?.length === 1 && !worker.queues[0].isBroadcast ? worker.queues[0] : undefined;
    const queue = event.queue ?? (event.type === 'received' ? only?.name : undefined);
    if (correction === 0 && queue === event.queue) return event;
    return { ...event, at: event.at + correction, queue };
  }
}
