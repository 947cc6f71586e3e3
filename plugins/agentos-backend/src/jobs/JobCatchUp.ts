import type { JobRow, Rev } from '@agentos-portal/plugin-agentos-common';
import type { ObservedRow } from '@agentos-portal/plugin-agentos-node';
import { ServiceUnavailableError } from '@backstage/errors';
import type { RegisteredSource } from '../sources';
import type { JobIndex } from './JobIndex';
import { recordOf } from './JobRecord';

const PAGE = 500;

/** Lists of a source that are to be read; a part that is left out is read whole. @internal */
export interface JobLists {
  queues?: readonly string[];
  states?: readonly string[];
}

/**
 * Brings into the index what a source holds at this moment and the index does not know: a feed may have lost something, a read at the
 * start may still be under way. What an event told since the read began is left as it is.
 * @internal
 */
export class JobCatchUp {
  constructor(
    private readonly options: {
      index: JobIndex;
      /** Greater than every number given before, smaller than those to come. */
      takeRev: () => Rev;
      /** Checks rows and gives them what the engine knows. */
      complete: (entry: RegisteredSource, rows: ObservedRow[], rev: Rev) => JobRow[];
    },
  ) {}

  /**
   * @param onRows - is given every job that was read, as the source had it at that moment
   * @returns how many jobs the index did not have, or had otherwise
   * @throws ServiceUnavailableError when the source or the database cannot be used, or `signal` ends it: part of it may be in the index then
   */
  async read(
    entry: RegisteredSource,
    lists: JobLists,
    signal: AbortSignal,
    onRows: (rows: JobRow[]) => Promise<void> = async () => {},
  ): Promise<number> {
    let changed = 0;
    for (const queue of lists.queues ?? [undefined]) {
      for await (const { rows, args } of this.pages(entry, { queue, states: lists.states }, signal)) {
        const news = await this.newsAmong(rows);
        await this.options.index.put(news);
        await this.options.index.putPageArguments(args);
        changed += news.length;
        await onRows(rows);
      }
    }
    return changed;
  }

  private async *pages(
    entry: RegisteredSource,
    { queue, states }: { queue: string | undefined; states: readonly string[] | undefined },
    signal: AbortSignal,
  ) {
    const { source } = entry;
    let cursor: string | undefined;
    do {
      const rev = this.options.takeRev();
      const query = { queue, states: states && [...states], cursor, limit: PAGE };
      const page = await this.within(signal, source.id, source.listJobs!(query, { signal }));
      yield { rows: this.options.complete(entry, page.items, rev), args: page.args };
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  /** A source that hangs does not keep the caller. */
  private async within<T>(signal: AbortSignal, source: string, work: Promise<T>): Promise<T> {
    let onAbort = () => {};
    const late = new Promise<never>((_, reject) => {
      onAbort = () => reject(new Error('there is more than can be read in time'));
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort);
    });
    try {
      return await Promise.race([work, late]);
    } catch (error) {
      throw new ServiceUnavailableError(`Source '${source}' cannot be read: ${(error as Error).message}`);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** A row that differs in nothing that matters is left: an event may have told more of it than a list does. */
  private async newsAmong(rows: JobRow[]): Promise<JobRow[]> {
    const known = await this.options.index.standings(rows.map(({ id }) => id));
    return rows.filter(row => {
      const { state, error } = recordOf(row, 0);
      const held = known.get(row.id);
      return !held || held.gone || held.state !== state || (error !== null && held.error !== error);
    });
  }
}
