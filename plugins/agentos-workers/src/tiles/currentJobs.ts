import type { JobRow } from '@agentos-portal/plugin-agentos-common';

/**
 * Names of the jobs each worker runs now, by worker id, in one line.
 * @internal
 */
export type CurrentJobs = ReadonlyMap<string, string>;

/**
 * @internal
 */
export function currentJobs(jobs: readonly JobRow[]): CurrentJobs {
  const names = new Map<string, string[]>();
  for (const { state, worker, name } of jobs) {
    if (state !== 'processing' || worker === null) continue;
    const known = names.get(worker);
    if (known) known.push(name);
    else names.set(worker, [name]);
  }
  return new Map([...names].map(([worker, running]) => [worker, inOneLine(running)]));
}

/** `embed.document ×3, classify.document` */
function inOneLine(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => (count > 1 ? `${name} ×${count}` : name))
    .join(', ');
}

/**
 * Whether two answers say the same, so that nothing is drawn anew.
 * @internal
 */
export const sameJobs = (before: CurrentJobs, after: CurrentJobs): boolean =>
  before.size === after.size && [...before].every(([worker, text]) => after.get(worker) === text);
