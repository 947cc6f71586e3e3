import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { Observation, ObservedRow, SourceEvent, SourceSink } from '@agentos-portal/plugin-agentos-node';
import type { JobAccess, JobAddress } from '../jobs/JobAccess';
import type { JobArguments } from '../jobs/JobArguments';
import type { JobHash } from '../jobs/JobHash';
import { jobRow } from '../jobs/jobRow';
import { applyEntry, meaningOf } from './applyEntry';
import { jobEvent } from './jobEvent';
import { type StreamEntry, withoutSuperseded } from './StreamEntry';

/** Hashes read for one batch; in a flood the rest is told by what the stream says. */
const HASHES_PER_BATCH = 500;

// A field that a patch names replaces the one of the row.
const measuredOf = ({ id, name, ...fields }: ObservedRow): ObservedRow => ({
  id,
  ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
});

const keyOf = ({ queue, jobId }: StreamEntry) => `${queue}\n${jobId}`;

/**
 * Turns entries of the streams into rows and events, and tells them in one report.
 * @internal
 */
export class EntryReporter {
  constructor(
    private readonly access: Pick<JobAccess, 'sourceId' | 'known' | 'hashes'> & {
      args: Pick<JobArguments, 'read'>;
    },
  ) {}

  /**
   * @param entries - in order, at most 1,000: a report is one commit's worth
   * @throws ServiceUnavailableError when Redis does not answer; nothing was told then
   */
  async report(entries: StreamEntry[], sink: SourceSink): Promise<void> {
    const relevant = withoutSuperseded(entries);
    const [hashes, args] = await Promise.all([
      this.readHashes(relevant),
      this.access.args.read(this.withNewArguments(relevant)),
    ]);
    const observations = new Map<string, Observation>();
    const events: SourceEvent[] = [];
    for (const entry of relevant) {
      const meaning = meaningOf(entry);
      if (meaning?.paused !== undefined) {
        const id = rowId(this.access.sourceId, entry.queue);
        observations.set(id, {
          section: 'queues',
          patch: { id, paused: meaning.paused },
        });
      }
      const change = applyEntry(this.access.known, entry, hashes.get(keyOf(entry)));
      if (!change) continue;
      const { job, emits, timed, gone } = change;
      if (gone) {
        observations.set(job.id, { section: 'jobs', remove: job.id });
        continue;
      }
      const row = jobRow(this.access.sourceId, job);
      // A job whose name nobody knows can only change a row that is there.
      observations.set(
        job.id,
        job.name === undefined
          ? { section: 'jobs', patch: measuredOf(row) }
          : { section: 'jobs', upsert: row, args: args.get(job.id) },
      );
      if (emits) events.push(jobEvent(this.access.sourceId, emits, entry, row, timed));
    }
    if (observations.size > 0) {
      sink.report({ observations: Array.from(observations.values()), events });
    }
  }

  /** Jobs that nobody knew, and those that may have been edited. */
  private withNewArguments(entries: StreamEntry[]): JobAddress[] {
    const jobs = new Map<string, JobAddress>();
    for (const entry of entries) {
      const { queue, jobId, event, fields } = entry;
      if (jobId === undefined || !meaningOf(entry)?.state) continue;
      const isNew = event === 'added' || this.access.known.get(queue, jobId)?.name === undefined;
      if (isNew || (event === 'waiting' && fields.get('prev') === 'failed')) {
        jobs.set(keyOf(entry), { queue, jobId });
      }
    }
    return Array.from(jobs.values()).slice(0, HASHES_PER_BATCH);
  }

  private async readHashes(entries: StreamEntry[]): Promise<Map<string, JobHash | undefined>> {
    const named = new Map<string, JobAddress>();
    const unnamed = new Map<string, JobAddress>();
    for (const entry of entries) {
      const { queue, jobId } = entry;
      const meaning = meaningOf(entry);
      if (jobId === undefined || !meaning?.state) continue;
      const isNamed = this.access.known.get(queue, jobId)?.name !== undefined;
      if (!isNamed) unnamed.set(keyOf(entry), { queue, jobId });
      else if (meaning.reads) named.set(keyOf(entry), { queue, jobId });
    }
    const read = [...unnamed, ...named].slice(0, HASHES_PER_BATCH);
    const hashes = await this.access.hashes.read(read.map(([, job]) => job));
    return new Map(read.map(([key], index) => [key, hashes[index]]));
  }
}
