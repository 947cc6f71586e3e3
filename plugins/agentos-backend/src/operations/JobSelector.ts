import type { JobCondition, JobRow, SelectionGap } from '@agentos-portal/plugin-agentos-common';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { databaseTrouble } from '../database';
import { JOB_FIELDS, type JobCatchUp, type JobFilter, type JobIndex } from '../jobs';
import type { RegisteredSource, SourceRegistry } from '../sources';
import type { TargetFilter } from './OperationRequest';

/** Jobs a filter may select. */
const MAX_SELECTED = 100_000;
/** Time for reading sources, ms: whoever asks waits for it. */
const READ_MS = 25_000;

/** What a filter selects at one moment. @internal */
export interface JobSelection<T> {
  /** What was made of each, the oldest first. */
  jobs: T[];
  /** When it began, ms since epoch: whatever changed later may be in it or not. */
  asOf: number;
  /** Sources of which the index may know only some jobs. */
  gaps: SelectionGap[];
}

const CANNOT_LIST = 'it cannot list its jobs: only those that the portal has seen are selected';

const both = (one: readonly string[] | undefined, other: readonly string[] | undefined) =>
  one && other ? one.filter(value => other.includes(value)) : (one ?? other);

/** Values that a condition allows, where it names them one by one. */
function valuesOf(condition: JobCondition): string[] | undefined {
  if (condition.not) return undefined;
  if (condition.type === 'state' || condition.type === 'exact') return condition.values;
  if (condition.type !== 'pattern' || condition.values.some(({ prefix }) => prefix)) return undefined;
  return condition.values.map(({ text }) => text);
}

/** Values that a field may have in a selection; undefined = any. */
function named(filter: TargetFilter, field: 'instance' | 'source' | 'queue' | 'state') {
  const conditions = filter.q?.conditions ?? [];
  return conditions
    .filter(condition => condition.field === field)
    .reduce<readonly string[] | undefined>(
      (found, condition) => both(found, valuesOf(condition)),
      filter[field],
    );
}

const compare = (one: string, other: string) => Number(one > other) - Number(one < other);

const isAmong = (value: string, values: readonly string[] | undefined) => !values || values.includes(value);

const timeOf = (instant: string | undefined) => (instant === undefined ? undefined : Date.parse(instant));

function queryOf({ from, to, q, ...rest }: TargetFilter): JobFilter {
  const fields = Object.fromEntries(
    JOB_FIELDS.flatMap(field => (rest[field] === undefined ? [] : [[field, rest[field]]])),
  );
  return { fields, from: timeOf(from), to: timeOf(to), search: q };
}

/**
 * Selects jobs by what `GET /jobs` filters by: from the index, after it was brought up to what the sources hold now.
 * @internal
 */
export class JobSelector {
  constructor(
    private readonly options: {
      index: JobIndex;
      catchUp: JobCatchUp;
      /** Resolves when what was reported until now is in the index. */
      written: () => Promise<void>;
      registry: SourceRegistry;
      now: () => number;
    },
  ) {}

  /**
   * A selection is whole: what cannot be read refuses it.
   * @param take - makes of a job what is kept of it
   * @throws InputError when it selects too many; ServiceUnavailableError when a source or the database cannot be read
   */
  async select<T>(
    filter: TargetFilter,
    take: (row: JobRow, entry: RegisteredSource) => T,
  ): Promise<JobSelection<T>> {
    const { index, catchUp, registry, now } = this.options;
    const asOf = now();
    const [instances, sources] = [named(filter, 'instance'), named(filter, 'source')];
    const entries = registry.entries.filter(
      ({ source, origin }) => isAmong(source.id, sources) && isAmong(origin.instance, instances),
    );
    const signal = AbortSignal.timeout(READ_MS);
    const query = queryOf(filter);
    const found = new Map<string, { createdAt: string; taken: T }>();
    const add = (rows: JobRow[]) => {
      for (const row of rows) {
        // What is left of a source that is no longer configured.
        const entry = registry.get(row.source);
        if (entry) found.set(row.id, { createdAt: row.createdAt ?? '', taken: take(row, entry) });
      }
      if (found.size > MAX_SELECTED)
        throw new InputError(`targets.filter: selects more than ${MAX_SELECTED} jobs, narrow it`);
    };
    try {
      return await index.keepingAll(async () => {
        await this.options.written();
        const lists = { queues: named(filter, 'queue'), states: named(filter, 'state') };
        for (const entry of entries) {
          if (!entry.source.listJobs) continue;
          // An event that comes late may turn it back in the index before that is walked.
          await catchUp.read(entry, lists, signal, async rows => add(await index.among(rows, query)));
        }
        for await (const rows of index.walk(query)) add(rows.filter(({ id }) => !found.has(id)));
        const gaps = entries
          .filter(({ source }) => source.sections.includes('jobs') && !source.listJobs)
          .map(({ source }) => ({ source: source.id, reason: CANNOT_LIST }));
        const jobs = Array.from(found.values()).sort((one, other) => compare(one.createdAt, other.createdAt));
        return { jobs: jobs.map(({ taken }) => taken), asOf, gaps };
      });
    } catch (error) {
      if (error instanceof InputError || databaseTrouble(error) !== undefined) throw error;
      const wayOut = signal.aborted ? '; narrow targets.filter by source, queue or state' : '';
      throw new ServiceUnavailableError(
        `What targets.filter selects is not known, nothing was done: ${(error as Error).message}${wayOut}`,
      );
    }
  }
}
