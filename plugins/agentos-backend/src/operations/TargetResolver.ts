import { OPERATIONS, parseRowId } from '@agentos-portal/plugin-agentos-common';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { agentOf } from '../derive';
import type { InstanceSettings } from '../settings';
import type { RegisteredSource, SourceRegistry } from '../sources';
import type { ReplicaView } from '../state';
import type { OperationRequest, TargetFilter } from './OperationRequest';

/** Targets a filter may select. */
const MAX_TARGETS = 100_000;
const PAGE = 500;
const READ_MS = 30_000;

/**
 * A target with what permissions and the breakdown look at.
 * @internal
 */
export interface Target {
  id: string;
  source: string;
  instance: string;
  queue: string | undefined;
  state: string | undefined;
  agent: string | undefined;
  pipeline: string | undefined;
  owner: string | undefined;
  objective: string | undefined;
}

type Candidate = { id: string } & Record<string, unknown>;

const string = (value: unknown) => (typeof value === 'string' ? value : undefined);

const matches = (wanted: readonly string[] | undefined, value: unknown) =>
  wanted === undefined || (typeof value === 'string' && wanted.includes(value));

/** Whether a filter selects a job; conditions are ANDed, values of one are ORed. @internal */
export function selects(filter: TargetFilter, row: Candidate, target: Target): boolean {
  const created = string(row.createdAt) ?? '';
  return (
    matches(filter.state, row.state) &&
    matches(filter.queue, row.queue) &&
    matches(filter.name, row.name) &&
    matches(filter.worker, row.worker) &&
    matches(filter.user, row.user) &&
    matches(filter.agent, target.agent) &&
    matches(filter.pipeline, target.pipeline) &&
    (filter.from === undefined || created >= filter.from) &&
    (filter.to === undefined || (created !== '' && created < filter.to))
  );
}

/**
 * Turns ids or a filter into the frozen list of targets.
 * @internal
 */
export class TargetResolver {
  constructor(
    private readonly options: { registry: SourceRegistry; view: ReplicaView; instances: InstanceSettings[] },
  ) {}

  /**
   * @throws InputError for ids that no source knows or too many targets; ServiceUnavailableError when a source cannot be read
   */
  async resolve(request: Pick<OperationRequest, 'kind' | 'targets'>): Promise<Target[]> {
    const { section } = OPERATIONS[request.kind];
    if ('filter' in request.targets) return this.select(request.targets.filter);
    return request.targets.ids.map((id, index) => {
      const target = this.describe(id, section);
      if (!target)
        throw new InputError(`targets.ids[${index}]: '${id}' is not known to any source of this portal`);
      return target;
    });
  }

  /** What is known of one target without asking its source; undefined when no source has such ids. */
  describe(id: string, section: string): Target | undefined {
    const row = this.options.view.rows(section).get(id);
    const parts = parseRowId(id);
    const entry = this.options.registry.get(row?.source ?? parts?.[0] ?? '');
    return entry && this.target(row ?? { id, queue: section === 'jobs' ? parts?.[1] : undefined }, entry);
  }

  private async select(filter: TargetFilter): Promise<Target[]> {
    const found = new Map<string, Target>();
    for (const entry of this.options.registry.entries) {
      if (!matches(filter.source, entry.source.id) || !matches(filter.instance, entry.origin.instance))
        continue;
      for (const queue of filter.queue ?? [undefined]) {
        for await (const row of this.jobsOf(entry, queue, filter.state)) {
          const target = this.target(row, entry);
          if (!selects(filter, row, target)) continue;
          found.set(target.id, target);
          if (found.size > MAX_TARGETS) {
            throw new InputError(`targets.filter: selects more than ${MAX_TARGETS} jobs, narrow it`);
          }
        }
      }
    }
    return Array.from(found.values());
  }

  private async *jobsOf(
    { source }: RegisteredSource,
    queue: string | undefined,
    states: string[] | undefined,
  ) {
    let cursor: string | undefined;
    do {
      const signal = AbortSignal.timeout(READ_MS);
      const page = await source
        .listJobs?.({ queue, states, cursor, limit: PAGE }, { signal })
        .catch(error => {
          throw new ServiceUnavailableError(`Source '${source.id}' cannot be read: ${error.message}`);
        });
      yield* page?.items ?? [];
      cursor = page?.nextCursor;
    } while (cursor !== undefined);
  }

  private target(row: Candidate, { source, origin }: RegisteredSource): Target {
    const instance = this.options.instances.find(({ id }) => id === origin.instance);
    const queue = string(row.queue) ?? (source.sections.includes('queues') ? string(row.name) : undefined);
    const agent =
      instance?.agents.find(({ id }) => id === row.agent) ??
      agentOf(instance, { name: string(row.name) ?? '', queue: string(row.queue) ?? queue });
    const objective = row.objective as { status?: string } | null | undefined;
    return {
      id: row.id,
      source: source.id,
      instance: origin.instance,
      queue,
      state: string(row.state),
      agent: agent?.id,
      pipeline: agent?.pipeline,
      owner: agent?.owner,
      objective: objective?.status,
    };
  }
}
