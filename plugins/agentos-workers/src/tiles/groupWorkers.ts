import { WORKER_TIERS, type WorkerRow } from '@agentos-portal/plugin-agentos-common';

/**
 * Ways to group the tiles.
 * @internal
 */
export const GROUPINGS = ['queue', 'host'] as const;

/** @internal */
export type Grouping = (typeof GROUPINGS)[number];

/** @internal */
export interface WorkerGroup {
  name: string;
  workers: WorkerRow[];
}

const NAMES: Record<Grouping, (worker: WorkerRow) => string> = {
  // A worker of several queues stands once, in the group of just these queues.
  queue: ({ queues }) => [...queues].sort().join(' + ') || 'no queue',
  host: ({ hostname }) => hostname ?? 'host not known',
};

const badness = ({ tier }: WorkerRow) => (tier === null ? -1 : WORKER_TIERS.indexOf(tier));

/**
 * Workers in groups by name; within a group by name, so that tiles keep their places when tiers change.
 * @internal
 */
export function groupWorkers(workers: readonly WorkerRow[], by: Grouping): WorkerGroup[] {
  const groups = new Map<string, WorkerRow[]>();
  for (const worker of workers) {
    const name = NAMES[by](worker);
    const group = groups.get(name);
    if (group) group.push(worker);
    else groups.set(name, [worker]);
  }
  return [...groups]
    .map(([name, members]) => ({
      name,
      workers: members.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id)),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * Number of workers in each tier, worst first, tiers without workers left out.
 * @internal
 */
export function tierCounts(workers: readonly WorkerRow[]): Array<[NonNullable<WorkerRow['tier']>, number]> {
  return [...WORKER_TIERS]
    .reverse()
    .map(
      tier =>
        [tier, workers.filter(row => row.tier === tier).length] as [NonNullable<WorkerRow['tier']>, number],
    )
    .filter(([, count]) => count > 0);
}

/**
 * Order of workers by how bad they are.
 * @internal
 */
export const tierRank = badness;

/**
 * The workers in the worst tiers, at most `count`; all of them, as they are, where they are not more.
 * @internal
 */
export function worst(workers: readonly WorkerRow[], count: number): readonly WorkerRow[] {
  if (workers.length <= count) return workers;
  return [...workers].sort((a, b) => badness(b) - badness(a) || a.id.localeCompare(b.id)).slice(0, count);
}
