import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { InstanceSettings } from '../settings';
import { type ConfiguredInstance, entityAgents } from './entityAgents';

/**
 * Keeps the agents of the instances in step with the catalog. While the catalog is away the agents stay that were known.
 * @internal
 */
export class CatalogAgents {
  private readonly configured: readonly ConfiguredInstance[];
  private told = '';

  constructor(
    private readonly options: {
      instances: InstanceSettings[];
      /** Entities with the annotation of an agent. @throws when the catalog is away */
      read: () => Promise<Entity[]>;
      logger: LoggerService;
    },
  ) {
    this.configured = options.instances.map(({ id, agents, pipelines }) => ({ id, agents, pipelines }));
  }

  async refresh(): Promise<void> {
    const { instances, read } = this.options;
    try {
      const { agents, problems } = entityAgents(this.configured, await read());
      for (const instance of instances) instance.agents = agents.get(instance.id)!;
      this.tell(problems.length > 0 ? `Agents of the catalog: ${problems.join('; ')}` : '');
    } catch (error) {
      this.tell(`Agents of the catalog could not be read: ${(error as Error).message}`);
    }
  }

  /** Once, not with every refresh. */
  private tell(problem: string) {
    if (problem && problem !== this.told) this.options.logger.warn(problem);
    this.told = problem;
  }
}
