import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { ObservedRow, SourceSink } from '@agentos-portal/plugin-agentos-node';
import type { JobAccess } from '../jobs/JobAccess';
import type { Operations } from '../operations/Operation';
import type { RunningJobs } from '../operations/RunningJobs';
import type { ClientList } from '../workers/ClientList';
import { workerName } from '../workers/workerRows';
import { Departures } from './Departures';
import { reportedRow } from './reportedRow';
import { ReportedJobs } from './ReportedJobs';
import { ReporterCalls, type ReporterCallsOptions } from './ReporterCalls';
import { type ReportedWorkers, ReportReader } from './ReportReader';
import { workerOperations } from './workerOperations';

/** @internal */
export interface ReportersOptions
  extends Pick<JobAccess, 'sourceId' | 'connection' | 'hashes'>, ReporterCallsOptions {
  clients: ClientList;
  sink: SourceSink;
  isWatched(queue: string): boolean;
}

const NOBODY: ReportedWorkers = new Map();

/**
 * The reporters in the processes of workers: what they tell, and what they can be asked to do.
 * @internal
 */
export class Reporters {
  readonly running: RunningJobs;
  readonly operations: Operations;
  private readonly reports: ReportReader;
  private readonly calls: ReporterCalls;
  private readonly departures: Departures;

  constructor(options: ReportersOptions) {
    const { sourceId, clients } = options;
    this.reports = new ReportReader(options);
    this.calls = new ReporterCalls(options);
    this.departures = new Departures(options.sink);
    const access = { ...options, reports: this.reports, calls: this.calls };
    this.running = new ReportedJobs(access);
    this.operations = workerOperations({
      ...access,
      connected: async () =>
        new Set((await clients.read()).map(client => rowId(sourceId, client.queue, workerName(client)))),
    });
  }

  /**
   * Rows of section `workers` with what reporters tell of them. A Redis user who may not read the reports sees the rows without them.
   */
  async complete(rows: ObservedRow[]): Promise<ObservedRow[]> {
    // After the connections: a worker that is seen to be gone has said before that it goes.
    const reported = await this.reports.readNow().catch(() => NOBODY);
    this.departures.tell(reported, new Set(rows.map(({ id }) => id)));
    return rows.map(row => reportedRow(row, reported.get(row.id)));
  }

  stop() {
    this.calls.stop();
  }
}
