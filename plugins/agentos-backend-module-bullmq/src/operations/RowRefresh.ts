import { OPERATIONS, type OperationKind, rowId } from '@agentos-portal/plugin-agentos-common';
import type { Clock, Observation, SourceSink } from '@agentos-portal/plugin-agentos-node';
import type { JobAccess } from '../jobs/JobAccess';
import { jobRow } from '../jobs/jobRow';
import { readQueueCounts } from '../queues/queueCounts';
import { readSchedules } from '../schedules/scheduleRows';
import type { TargetAddresses } from './TargetAddresses';

/** @internal */
export interface RowRefreshOptions extends Pick<JobAccess, 'sourceId' | 'connection' | 'keys' | 'known'> {
  addresses: TargetAddresses;
  sink: SourceSink;
  clock: Clock;
}

/**
 * Tells what an operation changed and no event stream does, so that it is on the screen before the next collect.
 * @internal
 */
export class RowRefresh {
  constructor(private readonly options: RowRefreshOptions) {}

  /** The queues and schedules of the targets as they are now. What cannot be read comes with the next collect. */
  async after(kind: OperationKind, ids: readonly string[]): Promise<void> {
    const { addresses } = this.options;
    const isSchedule = OPERATIONS[kind].section === 'schedules';
    const queues = new Set<string>();
    for (const id of ids) {
      const queue = addresses.queue(id) ?? addresses.job(id)?.queue;
      if (queue !== undefined) queues.add(queue);
    }
    if (queues.size === 0) return;
    const names = Array.from(queues);
    try {
      const observations = [
        ...(await this.queues(names)),
        ...(isSchedule ? await this.schedules(names, ids) : []),
      ];
      this.options.sink.report({ observations });
    } catch {
      // A lost connection is told by the feed.
    }
  }

  /**
   * Jobs that were removed many at a time, which the stream only counts. Those that nobody sees need no word.
   * @param reason - why they will never run; absent for jobs that had ended
   */
  removed(queue: string, jobIds: readonly string[], reason: string | undefined): void {
    const { known, sourceId, clock, sink } = this.options;
    const observations = jobIds.flatMap((jobId): Observation[] => {
      const job = known.get(queue, jobId);
      if (!job) return [];
      if (reason === undefined) {
        known.delete(queue, jobId);
        return [{ section: 'jobs', remove: job.id }];
      }
      Object.assign(job, { state: 'cancelled', reason, endedAt: clock.now() });
      known.changed(job);
      return [{ section: 'jobs', upsert: jobRow(sourceId, job) }];
    });
    if (observations.length > 0) sink.report({ observations });
  }

  private async queues(names: string[]): Promise<Observation[]> {
    const { connection, keys, sourceId } = this.options;
    const counts = await readQueueCounts(names, connection, keys);
    return names.map((name, index) => {
      const { lists, paused, ...fields } = counts[index];
      return { section: 'queues', patch: { id: rowId(sourceId, name), ...fields } };
    });
  }

  private async schedules(names: string[], ids: readonly string[]): Promise<Observation[]> {
    const { connection, keys, sourceId } = this.options;
    const rows = new Map((await readSchedules(sourceId, names, connection, keys)).map(row => [row.id, row]));
    return ids.map(id => {
      const row = rows.get(id);
      return row ? { section: 'schedules', upsert: row } : { section: 'schedules', remove: id };
    });
  }
}
