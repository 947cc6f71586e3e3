import type { TaskFacts } from './TaskFacts';
import { hasEnded, type TaskView, viewTask } from './TaskView';

/** A task and what it is. @internal */
export interface Task {
  facts: TaskFacts;
  view: TaskView;
  /** Counts up with every change of any task: the order of the last change. */
  change: number;
}

/** A tenth more is held before the oldest go. @internal */
export interface TaskModelLimits {
  /** Tasks under way; of more the one that changed longest ago is let go. */
  live: number;
  /** Tasks that ended, with all that is known of them. */
  ended: number;
  /** Ids of tasks that ended, so that a late event does not bring one back. */
  remembered: number;
}

const LIMITS: TaskModelLimits = { live: 10_000, ended: 1_000, remembered: 20_000 };

/** What changed by an update. @internal */
export interface TaskChange {
  task: Task;
  /** What it was; undefined for a task nobody knew of. */
  before: TaskView | undefined;
}

/**
 * Lets go of the oldest entries. Many at once and seldom: finding the first entry of a map walks over all that were deleted before it.
 */
function dropOldest<T>(map: Map<string, T>, max: number): number {
  if (map.size <= max * 1.1) return 0;
  const dropped = map.size - max;
  let left = dropped;
  for (const key of map.keys()) {
    if (left === 0) break;
    map.delete(key);
    left -= 1;
  }
  return dropped;
}

/**
 * The tasks that are known: those under way, and for a while those that ended. Bounded, however many pass through.
 * @internal
 */
export class TaskModel {
  private readonly live = new Map<string, Task>();
  private readonly ended = new Map<string, Task>();
  /** Id to when it ended. */
  private readonly past = new Map<string, number>();
  private readonly limits: TaskModelLimits;
  private changes = 0;
  /** Tasks under way that were let go for want of room. */
  unfollowed = 0;

  constructor(limits: Partial<TaskModelLimits> = {}) {
    this.limits = { ...LIMITS, ...limits };
  }

  get(id: string): Task | undefined {
    return this.live.get(id) ?? this.ended.get(id);
  }

  /** Tasks under way, changed longest ago first. */
  underWay(): IterableIterator<Task> {
    return this.live.values();
  }

  /** Tasks that ended, first those that ended first. */
  recent(): IterableIterator<Task> {
    return this.ended.values();
  }

  get size() {
    return { live: this.live.size, ended: this.ended.size, remembered: this.past.size };
  }

  /** Increases with every change. */
  get lastChange() {
    return this.changes;
  }

  /**
   * Brings what is known of a task on.
   * @param at - when what is told happened; older than the end of a task that is no longer held, it is passed over
   * @returns undefined when nothing about it changed
   */
  update(id: string, at: number, apply: (facts: TaskFacts) => TaskFacts): TaskChange | undefined {
    const known = this.get(id);
    if (!known && at <= (this.past.get(id) ?? -Infinity)) return undefined;
    const before = known?.facts ?? { id };
    const facts = apply(before);
    if (facts === before) return undefined;
    this.changes += 1;
    const task: Task = { facts, view: viewTask(facts), change: this.changes };
    this.put(id, task);
    // Of one that only somebody here named, nothing was known.
    return { task, before: known?.facts.seenAt === undefined ? undefined : known.view };
  }

  /** Lets go of a task of which nothing can be said. */
  forget(id: string) {
    this.live.delete(id);
    this.ended.delete(id);
  }

  private put(id: string, task: Task) {
    // To the end: maps keep the order of insertion.
    this.live.delete(id);
    this.ended.delete(id);
    if (!hasEnded(task.view)) {
      this.past.delete(id);
      this.live.set(id, task);
      this.unfollowed += dropOldest(this.live, this.limits.live);
      return;
    }
    this.ended.set(id, task);
    this.past.delete(id);
    this.past.set(id, task.view.finishedAt ?? 0);
    dropOldest(this.ended, this.limits.ended);
    dropOldest(this.past, this.limits.remembered);
  }
}
