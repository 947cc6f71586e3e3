import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { AgentOsSource } from './AgentOsSource';
import type { Clock } from './Clock';
import type { JobPage } from './jobDetail';
import type { Observation } from './observation';
import type { SourceStore } from './SourceStore';

/**
 * An agent as `agentos.instances[].agents` names it.
 * @public
 */
export interface AgentConfig {
  id: string;
  title: string;
  pipeline?: string;
  queue?: string;
  taskNames: string[];
  owner?: string;
  objectiveMs?: number;
}

/**
 * What a source is made of.
 * @public
 */
export interface SourceContext {
  /** Its own entry of `agentos.instances[].sources`. */
  config: Config;
  /** Where that entry stands, for messages, e.g. `agentos.instances[0].sources[1]`. */
  path?: string;
  id: string;
  instance: { id: string; title: string; timeZone: string; agents: AgentConfig[] };
  logger: LoggerService;
  store: SourceStore;
  clock: Clock;
  /**
   * Whether searches look at arguments of jobs (`agentos.search.args`). Where they do not, a source reads none: see `args` of
   * {@link Observation} and {@link JobPage}.
   */
  readsArguments?: boolean;
}

/**
 * A kind of source: `type` in the configuration selects it.
 * @public
 */
export interface SourceFactory {
  type: string;
  /** @throws InputError that names the field when the configuration is wrong */
  create(context: SourceContext): AgentOsSource;
}
