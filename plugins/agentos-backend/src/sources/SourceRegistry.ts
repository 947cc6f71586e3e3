import type { SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import type {
  AgentOsSource,
  Clock,
  SourceFactory,
  SourceSink,
  SourceStore,
} from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { type Config, ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Origin } from '../ledger';
import type { Settings } from '../settings';

/** A source and the instance it belongs to. @internal */
export interface RegisteredSource {
  source: AgentOsSource;
  origin: Origin;
}

/**
 * The sources of all instances, made from the configuration.
 * @internal
 */
export class SourceRegistry {
  private hasFeeds = false;

  /** @throws InputError that names the field when a type is unknown or a source refuses its configuration */
  static create(options: {
    settings: Settings;
    config: Config;
    factories: ReadonlyMap<string, SourceFactory>;
    definitions: ReadonlyMap<string, SectionDefinition>;
    logger: LoggerService;
    clock: Clock;
    storeOf: (source: string) => SourceStore;
  }): SourceRegistry {
    const entries: RegisteredSource[] = [];
    const configs = options.config.getOptionalConfigArray('agentos.instances') ?? [];
    for (const [index, instance] of options.settings.instances.entries()) {
      const sourceConfigs = configs[index]?.getConfigArray('sources') ?? [];
      for (const [position, { id, type }] of instance.sources.entries()) {
        const where = `agentos.instances[${index}].sources[${position}]`;
        const factory = options.factories.get(type);
        if (!factory) {
          const known = Array.from(options.factories.keys()).sort().join(', ') || 'none, add a source module';
          throw new InputError(
            `Invalid configuration: ${where}.type: unknown source type '${type}', known are ${known}`,
          );
        }
        const source = factory.create({
          id,
          path: where,
          config: sourceConfigs[position] ?? new ConfigReader(instance.sources[position] as JsonObject),
          instance: {
            id: instance.id,
            title: instance.title ?? instance.id,
            timeZone: instance.timeZone,
            agents: instance.agents.map(agent => ({ ...agent, title: agent.title ?? agent.id })),
          },
          logger: options.logger.child({ source: id }),
          store: options.storeOf(id),
          clock: options.clock,
          readsArguments: options.settings.search.args.length > 0,
        });
        const wrong = source.sections.find(
          section => !options.definitions.has(section) || options.definitions.get(section)!.derivedFrom,
        );
        if (wrong !== undefined)
          throw new InputError(`Source '${id}' of type '${type}' collects '${wrong}', which no source can`);
        entries.push({ source, origin: { source: id, instance: instance.id } });
      }
    }
    return new SourceRegistry(entries, options.logger);
  }

  private constructor(
    readonly entries: readonly RegisteredSource[],
    private readonly logger: LoggerService,
  ) {}

  get(id: string): RegisteredSource | undefined {
    return this.entries.find(entry => entry.source.id === id);
  }

  get ids(): string[] {
    return this.entries.map(({ source }) => source.id);
  }

  /** Ids of the sources that show sample data. */
  get samples(): Set<string> {
    return new Set(this.entries.filter(({ source }) => source.sample).map(({ source }) => source.id));
  }

  /** Makes every source that can be read without a feed ready for it; those with a feed are. */
  async open() {
    if (this.hasFeeds) return;
    await Promise.all(
      this.entries.map(async ({ source }) => {
        try {
          await source.open?.();
        } catch (error) {
          this.logger.warn(`Source ${source.id} cannot be read: ${error}`);
        }
      }),
    );
  }

  /**
   * Starts every source; one that cannot start is flagged and the others run.
   * @throws InputError when a source says that its configuration can never work
   */
  async start(sinkOf: (entry: RegisteredSource) => SourceSink) {
    this.hasFeeds = true;
    for (const entry of this.entries) {
      const sink = sinkOf(entry);
      try {
        await entry.source.start(sink);
      } catch (error) {
        if (error instanceof InputError) throw error;
        sink.failed([...entry.source.sections], error as Error);
        this.logger.error(`Source ${entry.source.id} did not start: ${error}`);
      }
    }
  }

  async stop() {
    this.hasFeeds = false;
    const results = await Promise.allSettled(this.entries.map(({ source }) => source.stop()));
    for (const result of results) {
      if (result.status === 'rejected') this.logger.warn(`A source did not stop cleanly: ${result.reason}`);
    }
  }
}
