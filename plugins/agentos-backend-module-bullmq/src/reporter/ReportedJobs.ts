import { rowId } from '@agentos-portal/plugin-agentos-common';
import { skipped, succeeded } from '@agentos-portal/plugin-agentos-node/operations';
import type { JobHashReader } from '../jobs/JobHashReader';
import type { RunningJobs } from '../operations/RunningJobs';
import { NO_REPORTER, sharedOutcome } from './callOutcome';
import type { ReporterCalls } from './ReporterCalls';
import type { ReportReader } from './ReportReader';

const NO_NAME = skipped('NOT_CAPABLE', 'its worker has no name: who runs the job is not known');
const ENDED = skipped('GONE', 'it does not run any more');

/**
 * Ends running jobs by the reporter in the process of their worker.
 * @internal
 */
export class ReportedJobs implements RunningJobs {
  constructor(
    private readonly options: {
      sourceId: string;
      hashes: JobHashReader;
      reports: ReportReader;
      calls: ReporterCalls;
    },
  ) {}

  /** @throws ServiceUnavailableError when Redis does not answer */
  async cancel(queue: string, jobId: string, reason?: string) {
    const { sourceId, hashes, reports, calls } = this.options;
    const [hash] = await hashes.read([{ queue, jobId }]);
    if (!hash) return ENDED;
    if (hash.worker === undefined) return NO_NAME;
    const reported = (await reports.read()).get(rowId(sourceId, queue, hash.worker));
    if (!reported) return NO_REPORTER;
    const processes = new Set(reported.map(({ process }) => process.id));
    const results = await Promise.all(
      Array.from(processes, id => calls.call(id, { do: 'cancel', queue, jobId, reason })),
    );
    // Of several processes with workers of that name only one runs it.
    const said = results.filter(
      result => typeof result === 'string' || result.done || result.code !== 'GONE',
    );
    if (said.length === 0) return ENDED;
    const outcome = sharedOutcome(said);
    return outcome.outcome === 'succeeded' ? succeeded('its worker was told to end it') : outcome;
  }
}
