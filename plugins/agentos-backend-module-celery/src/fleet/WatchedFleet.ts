import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { FleetView, KnownTask, MessageArchive } from '../operations';
import { seenMessage } from '../queues/messageFacts';
import type { QueueDirectory } from '../queues/QueueDirectory';
import type { TaskModel } from '../tasks/TaskModel';
import type { TaskReporter } from '../tasks/TaskReporter';
import { nameOf, parentOf, queueOf, rootOf } from '../tasks/taskRow';
import type { WorkerModel } from '../workers/WorkerModel';
import type { WorkerReporter } from '../workers/WorkerReporter';

/** @internal */
export interface WatchedFleetOptions {
  clock: Clock;
  tasks: TaskModel;
  workers: WorkerModel;
  directory: QueueDirectory;
  archive: MessageArchive;
  taskReporter: TaskReporter;
  workerReporter: WorkerReporter;
}

/**
 * What operating knows of the fleet, and what it tells: nothing else says that somebody took a task out of its list.
 * @internal
 */
export class WatchedFleet implements FleetView {
  /** Queues that no worker is to take tasks from. */
  readonly pausedQueues = new Set<string>();

  constructor(private readonly options: WatchedFleetOptions) {}

  task(id: string): KnownTask | undefined {
    const task = this.options.tasks.get(id);
    if (!task) return undefined;
    const { facts, view } = task;
    return {
      state: view.state,
      name: nameOf(facts),
      queue: queueOf(facts),
      worker: view.worker,
      priority: facts.message?.priority,
      rootId: rootOf(facts),
      parentId: parentOf(facts),
    };
  }

  queues() {
    return this.options.directory.names();
  }

  workers() {
    return this.options.workers.names;
  }

  cancelled(ids: readonly string[], reason: string) {
    const { archive, taskReporter, clock } = this.options;
    const at = clock.now();
    for (const id of ids) {
      const message = archive.message(id);
      if (message) taskReporter.takeMessage(id, seenMessage(message, 'unacked', at));
      taskReporter.takeEvents([{ type: 'revoked', uuid: id, worker: '', at, clock: 0, reason }]);
    }
  }

  repeated(newId: string, oldId: string) {
    this.options.taskReporter.takeRepeat(newId, oldId);
  }

  draining(name: string, isDraining: boolean) {
    const worker = this.options.workers.get(name);
    if (!worker || worker.isDraining === isDraining) return;
    worker.isDraining = isDraining;
    this.options.workerReporter.note(worker);
  }

  paused(queue: string, isPaused: boolean) {
    if (isPaused) this.pausedQueues.add(queue);
    else this.pausedQueues.delete(queue);
  }
}
