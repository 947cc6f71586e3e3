import type { JobState } from '@agentos-portal/plugin-agentos-common';

/** A task as far as operating needs to know it. @internal */
export interface KnownTask {
  state: JobState;
  name?: string;
  queue?: string;
  /** Node name of the worker that runs or ran it. */
  worker?: string;
  priority?: number;
  rootId?: string;
  parentId?: string;
}

/**
 * What operating knows of the fleet, and tells about it: the source's model.
 * @internal
 */
export interface FleetView {
  task(id: string): KnownTask | undefined;
  queues(): Iterable<string>;
  /** Node names of the workers that live. */
  workers(): Iterable<string>;
  /** These were taken out of their lists and will never run: Celery says no word of it. */
  cancelled(ids: readonly string[], reason: string): void;
  /** A task was sent in the place of another. */
  repeated(newId: string, oldId: string): void;
  /** A worker takes no further tasks, or does again. */
  draining(worker: string, isDraining: boolean): void;
  /** No worker takes tasks from it, or they do again. */
  paused(queue: string, isPaused: boolean): void;
}
