import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { ObservedRow } from '@agentos-portal/plugin-agentos-node';
import type { AbandonedJobs } from './AbandonedJobs';
import type { JobAccess } from './JobAccess';
import { ACTIVE_LIMIT, type JobReader, LAST_CHANGED_LIMIT } from './JobReader';
import { changedAt, jobRow } from './jobRow';
import type { KnownJob } from './KnownJobs';

/** @internal */
export interface JobCollectorOptions extends JobAccess {
  reader: JobReader;
  abandoned: AbandonedJobs;
}

const isRunning = (job: KnownJob) => job.state === 'processing';

/**
 * Reads section `jobs`: what runs, and what changed last, also when it has left Redis since.
 * @internal
 */
export class JobCollector {
  constructor(private readonly options: JobCollectorOptions) {}

  /** @throws ServiceUnavailableError when Redis does not answer */
  async collect(queues: readonly string[]): Promise<ObservedRow[]> {
    const { sourceId, reader, known, abandoned } = this.options;
    await reader.refresh(queues);
    const watched = new Set(queues);
    const jobs = known.all().filter(job => watched.has(job.queue));
    const running = jobs.filter(isRunning).slice(-ACTIVE_LIMIT);
    await abandoned.mark(running);
    const others = jobs
      .filter(job => !isRunning(job))
      .sort((a, b) => changedAt(b) - changedAt(a))
      .slice(0, LAST_CHANGED_LIMIT);
    return [...running, ...others].map(job => jobRow(sourceId, job));
  }

  /**
   * Running jobs by row id of the worker they name.
   * @returns undefined when more run than are read
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async activeByWorker(queues: readonly string[]): Promise<Map<string, number> | undefined> {
    const { sourceId, reader, known } = this.options;
    await reader.refresh(queues);
    if (!reader.hasAllActive(queues)) return undefined;
    const counts = new Map<string, number>();
    for (const { queue, state, hash } of known.all()) {
      if (state !== 'processing' || !hash?.worker) continue;
      const id = rowId(sourceId, queue, hash.worker);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }
}
