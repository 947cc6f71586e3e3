import { rowId } from '@agentos-portal/plugin-agentos-common';
import type { JobPage, JobQuery } from '@agentos-portal/plugin-agentos-node';
import { InputError } from '@backstage/errors';
import type { JobAccess } from './JobAccess';
import type { JobArguments } from './JobArguments';
import { JOB_LISTS, type JobList, rangeOf } from './jobLists';
import { applyList } from './JobReader';
import { jobRow } from './jobRow';
import type { KnownJob } from './KnownJobs';

interface Place {
  queue: string;
  list: JobList;
}

/** How far a listing got: the list it is in, and the rank within. */
interface Cursor {
  queue: string;
  part: string;
  start: number;
}

const encode = ({ queue, part, start }: Cursor) =>
  Buffer.from(JSON.stringify([queue, part, start])).toString('base64url');

/**
 * @throws InputError when it is no cursor of a listing
 * @internal
 */
export function decodeCursor(text: string): Cursor {
  try {
    const [queue, part, start] = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof queue === 'string' && typeof part === 'string' && Number.isSafeInteger(start) && start >= 0) {
      return { queue, part, start };
    }
  } catch {
    // Told below.
  }
  throw new InputError('cursor: expected the nextCursor of an earlier page');
}

// A retry waits in the same lists as jobs that never ran, a cancelled job lies among the failed: which of them a job is shows its hash.
const mayHold = ({ state, retries, cancelled }: JobList, states: string[] | undefined) =>
  !states ||
  states.includes(state) ||
  Boolean(retries && states.includes('retrying')) ||
  Boolean(cancelled && states.includes('cancelled'));

/**
 * Pages through the lists of queues, one after the other. Lists move while they are read: a job may come twice or not at all.
 * @internal
 */
export class JobPages {
  constructor(private readonly access: JobAccess & { args: JobArguments }) {}

  /**
   * @returns up to `limit` jobs; fewer, even none, do not mean that there are no more
   * @throws InputError when the cursor is none
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async read(queues: readonly string[], { queue: only, states, cursor, limit }: JobQuery): Promise<JobPage> {
    const places: Place[] = queues
      .filter(queue => only === undefined || queue === only)
      .flatMap(queue => JOB_LISTS.map(list => ({ queue, list })))
      .filter(({ list }) => mayHold(list, states));
    const from = cursor === undefined ? undefined : decodeCursor(cursor);
    let index = from
      ? places.findIndex(({ queue, list }) => queue === from.queue && list.part === from.part)
      : 0;
    if (index < 0) return { items: [] };
    let start = from?.start ?? 0;

    // Empty lists are passed over, so that a page is not empty for them.
    while (index < places.length) {
      const place = places[index];
      const ids = await this.ids(place, start, limit);
      const more = ids.length === limit;
      const next = more ? place : places[index + 1];
      const nextCursor =
        next &&
        encode({
          queue: next.queue,
          part: next.list.part,
          start: more ? start + limit : 0,
        });
      const items = await this.rows(place, ids, states);
      if (items.length > 0 || more || !next) {
        const args = await this.access.args.read(
          items.map(({ sourceId }) => ({ queue: place.queue, jobId: String(sourceId) })),
        );
        return { items, nextCursor, args };
      }
      index += 1;
      start = 0;
    }
    return { items: [] };
  }

  private async ids({ queue, list }: Place, start: number, count: number) {
    const [ids] = await this.access.connection.run([rangeOf(list, queue, this.access.keys, start, count)]);
    return (ids as string[] | undefined) ?? [];
  }

  private async rows(
    { queue, list }: Place,
    ids: string[],
    states: string[] | undefined,
  ): Promise<JobPage['items']> {
    const hashes = await this.access.hashes.read(ids.map(jobId => ({ queue, jobId })));
    return ids.flatMap((jobId, index) => {
      const hash = hashes[index];
      if (!hash) return [];
      const job: KnownJob = {
        ...this.access.known.get(queue, jobId),
        id: rowId(this.access.sourceId, queue, jobId),
        queue,
        jobId,
        state: list.state,
        change: 0,
      };
      applyList(job, list, hash);
      return !states || states.includes(job.state) ? [jobRow(this.access.sourceId, job)] : [];
    });
  }
}
