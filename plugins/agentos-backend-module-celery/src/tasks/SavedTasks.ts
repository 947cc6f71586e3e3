import type { SourceStore } from '@agentos-portal/plugin-agentos-node';
import type { JsonValue } from '@backstage/types';
import { TASK_EVENT_TYPES, type TaskEvent } from '../events/CeleryEvent';
import { isObject } from '../message';
import { type SeenMessage, type TaskFacts, withEvent, withMessage } from './TaskFacts';
import type { TaskModel } from './TaskModel';

const KEY = 'tasks';

/** Of more tasks under way those that changed last are kept. */
const KEPT = 5_000;

/** What takes room and is not needed to tell how a task ended. */
const LEFT_OUT = new Set(['args', 'kwargs', 'traceback', 'exception']);

const slim = (part: TaskEvent | SeenMessage | undefined) =>
  part && Object.fromEntries(Object.entries(part).filter(([key]) => !LEFT_OUT.has(key)));

const PARTS = [...TASK_EVENT_TYPES, 'message'] as const;

function save(facts: TaskFacts): JsonValue {
  const parts = PARTS.flatMap(part => (facts[part] ? [[part, slim(facts[part])] as const] : []));
  const { id, retryOf } = facts;
  return { id, ...(retryOf !== undefined && { retryOf }), ...Object.fromEntries(parts) } as JsonValue;
}

function restore(facts: TaskFacts, saved: Record<string, unknown>): TaskFacts {
  const events = TASK_EVENT_TYPES.flatMap(type => (isObject(saved[type]) ? [saved[type]] : []));
  const withEvents = events.reduce<TaskFacts>(
    (known, event) => withEvent(known, event as unknown as TaskEvent),
    typeof saved.retryOf === 'string' ? { ...facts, retryOf: saved.retryOf } : facts,
  );
  return isObject(saved.message)
    ? withMessage(withEvents, saved.message as unknown as SeenMessage)
    : withEvents;
}

/**
 * Keeps the tasks under way over restarts: what became of them meanwhile is in results, and nowhere else.
 * @internal
 */
export class SavedTasks {
  private savedChange = -1;

  constructor(
    private readonly store: SourceStore,
    private readonly tasks: TaskModel,
  ) {}

  /** Brings back what was saved. */
  async load(): Promise<void> {
    const saved = await this.store.get<JsonValue>(KEY);
    if (!Array.isArray(saved)) return;
    for (const entry of saved) {
      if (!isObject(entry) || typeof entry.id !== 'string') continue;
      this.tasks.update(entry.id, Infinity, facts => restore(facts, entry));
    }
  }

  /** Saves when something changed. */
  async save(): Promise<void> {
    if (this.tasks.lastChange === this.savedChange) return;
    const { lastChange } = this.tasks;
    const under = Array.from(this.tasks.underWay()).slice(-KEPT);
    await this.store.set(
      KEY,
      under.map(({ facts }) => save(facts)),
    );
    this.savedChange = lastChange;
  }
}
