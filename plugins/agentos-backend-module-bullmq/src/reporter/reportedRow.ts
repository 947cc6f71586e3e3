import type { ObservedRow } from '@agentos-portal/plugin-agentos-node';
import { toInstant } from '@agentos-portal/plugin-agentos-node/redis';
import type { ReportedWorker } from './ReportReader';

type Measure = (reported: ReportedWorker) => number | undefined;

const sum = (reported: ReportedWorker[], measure: Measure) =>
  reported.reduce<number | undefined>((total, one) => {
    const value = measure(one);
    return value === undefined ? total : (total ?? 0) + value;
  }, undefined);

/**
 * A row of section `workers` with what its reporter tells. Processes whose workers have the same name share a row: it shows
 * their sums, and when the latest of them reported and started. CPU and memory are those of the whole process, for each of its workers.
 * @param reported - latest first
 * @internal
 */
export function reportedRow(row: ObservedRow, reported: ReportedWorker[] | undefined): ObservedRow {
  if (!reported?.length) return row;
  const { process } = reported[0];
  const hosts = new Set(reported.map(one => one.process.hostname));
  const own = Array.from(new Map(reported.map(one => [one.process.id, one])).values());
  return {
    ...row,
    hostname: hosts.size === 1 ? process.hostname : undefined,
    concurrency: sum(reported, one => one.worker.concurrency),
    // What BullMQ itself says is newer.
    active: row.active ?? sum(reported, one => one.worker.active),
    // One that still takes jobs is enough to serve the queue.
    draining: reported.every(({ worker }) => worker.state !== 'running'),
    processed: sum(reported, one => one.worker.processed),
    failed: sum(reported, one => one.worker.failed),
    cpuPercent: sum(own, one => one.process.cpuPercent),
    memoryBytes: sum(own, one => one.process.memoryBytes),
    lastHeartbeatAt: toInstant(process.at),
    startedAt: process.startedAt,
    version: process.version,
  };
}
