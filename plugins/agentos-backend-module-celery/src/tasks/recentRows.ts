import type { ObservedRow } from '@agentos-portal/plugin-agentos-node';
import type { Task, TaskModel } from './TaskModel';
import { taskRow } from './taskRow';

/** As many as the section holds. */
const ACTIVE = 500;
const CHANGED = 200;

const byChange = (a: Task, b: Task) => b.change - a.change;

/**
 * Rows of section `jobs`: tasks that run, and those that changed last.
 * @internal
 */
export function recentRows(sourceId: string, tasks: TaskModel): ObservedRow[] {
  const live = Array.from(tasks.underWay()).sort(byChange);
  const active = live.filter(({ view }) => view.state === 'processing').slice(0, ACTIVE);
  const others = live.filter(({ view }) => view.state !== 'processing').slice(0, CHANGED);
  const ended = Array.from(tasks.recent()).slice(-CHANGED);
  const changed = [...others, ...ended].sort(byChange).slice(0, CHANGED);
  return [...active, ...changed].map(({ facts, view }) => taskRow(sourceId, facts, view));
}
