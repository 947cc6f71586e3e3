import { rowId } from '@agentos-portal/plugin-agentos-common';
import {
  type DatedReport,
  parseReport,
  reportsKey,
  type WorkerReport,
} from '@agentos-portal/plugin-agentos-bullmq-reporter/protocol';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { Memo } from '../workers/Memo';

/**
 * A worker with the process that reports it.
 * @internal
 */
export interface ReportedWorker {
  process: DatedReport;
  worker: WorkerReport;
}

/** Reported workers by row id. @internal */
export type ReportedWorkers = ReadonlyMap<string, ReportedWorker[]>;

// Workers of one name that report at about the same time share a row; an older report is of a process that ended.
const TOGETHER_MS = 15_000;

// Several operations ask at about the same time.
const SHARED_MS = 1_000;

/**
 * Sorts reports by the rows they belong to, the latest first. Workers that were closed count only where no other has their name.
 * @internal
 */
export function reportedWorkers(sourceId: string, reports: DatedReport[]): ReportedWorkers {
  const rows = new Map<string, ReportedWorker[]>();
  const latestFirst = [...reports].sort((a, b) => b.at - a.at);
  for (const process of latestFirst) {
    for (const worker of process.workers) {
      const id = rowId(sourceId, worker.queue, worker.name);
      const known = rows.get(id) ?? [];
      if (known.length > 0 && known[0].process.at - process.at > TOGETHER_MS) continue;
      rows.set(id, [...known, { process, worker }]);
    }
  }
  for (const [id, workers] of rows) {
    const open = workers.filter(({ worker }) => worker.state !== 'closed');
    if (open.length > 0) rows.set(id, open);
  }
  return rows;
}

/**
 * What reporters wrote: one HGETALL for all processes.
 * @internal
 */
export class ReportReader {
  private readonly memo: Memo<ReportedWorkers>;

  constructor(options: { sourceId: string; connection: RedisConnection; prefix: string; clock: Clock }) {
    const { sourceId, connection, prefix, clock } = options;
    this.memo = new Memo(clock, SHARED_MS, async () => {
      const [reply] = await connection.run([['HGETALL', reportsKey(prefix)]]);
      const fields = Object.entries((reply ?? {}) as Record<string, string>);
      const reports = fields.flatMap(([id, text]) => parseReport(id, text) ?? []);
      return reportedWorkers(sourceId, reports);
    });
  }

  /** @throws ServiceUnavailableError when Redis does not answer or does not allow it */
  read(): Promise<ReportedWorkers> {
    return this.memo.get();
  }

  /** As {@link ReportReader.read}, and as of now. */
  readNow(): Promise<ReportedWorkers> {
    return this.memo.getNow();
  }
}
