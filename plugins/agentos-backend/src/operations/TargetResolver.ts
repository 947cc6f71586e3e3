import { OPERATIONS, parseRowId, type Row } from '@agentos-portal/plugin-agentos-common';
import { InputError } from '@backstage/errors';
import { agentOf } from '../derive';
import type { JobIndex } from '../jobs';
import type { InstanceSettings } from '../settings';
import type { RegisteredSource, SourceRegistry } from '../sources';
import type { ReplicaView } from '../state';
import type { JobSelection, JobSelector } from './JobSelector';
import type { OperationRequest } from './OperationRequest';

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

/** The frozen targets, and for a filter what is known of how they were selected. @internal */
export interface ResolvedTargets {
  targets: Target[];
  selection?: Omit<JobSelection<Target>, 'jobs'>;
}

/**
 * Turns ids or a filter into the frozen list of targets.
 * @internal
 */
export class TargetResolver {
  constructor(
    private readonly options: {
      registry: SourceRegistry;
      view: ReplicaView;
      instances: InstanceSettings[];
      selector: Pick<JobSelector, 'select'>;
      /** Rows of jobs that the sections left out. */
      index: Pick<JobIndex, 'rowsOf'>;
    },
  ) {}

  /**
   * @throws InputError for ids that no source knows or too many targets; ServiceUnavailableError when a source cannot be read
   */
  async resolve({ kind, targets }: Pick<OperationRequest, 'kind' | 'targets'>): Promise<ResolvedTargets> {
    if ('filter' in targets) {
      const { jobs, ...selection } = await this.options.selector.select(targets.filter, (row, entry) =>
        this.target(row, entry, row.queue),
      );
      return { targets: jobs, selection };
    }
    const { section } = OPERATIONS[kind];
    const kept = section === 'jobs' ? await this.keptOf(targets.ids) : undefined;
    const known = targets.ids.map((id, index) => {
      const target = this.describe(id, section, kept?.get(id));
      if (!target)
        throw new InputError(`targets.ids[${index}]: '${id}' is not known to any source of this portal`);
      return target;
    });
    return { targets: known };
  }

  /** What is known of one target without asking its source; undefined when no source has such ids. */
  describe(id: string, section: string, kept?: Row): Target | undefined {
    const row = this.options.view.rows(section).get(id) ?? kept;
    const parts = parseRowId(id);
    const entry = this.options.registry.get(row?.source ?? parts?.[0] ?? '');
    const queue = row ? row[section === 'queues' ? 'name' : 'queue'] : section === 'jobs' && parts?.[1];
    return entry && this.target(row ?? { id }, entry, queue);
  }

  /** An owner is found by name and queue: what the section does not show is read from the index. */
  private keptOf(ids: readonly string[]) {
    const shown = this.options.view.rows('jobs');
    return this.options.index.rowsOf(ids.filter(id => !shown.has(id)));
  }

  private target(row: Candidate, { source, origin }: RegisteredSource, queueName: unknown): Target {
    const instance = this.options.instances.find(({ id }) => id === origin.instance);
    const queue = string(queueName);
    const agent =
      instance?.agents.find(({ id }) => id === row.agent) ??
      agentOf(instance, { name: string(row.name) ?? '', queue });
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
