import type { Clock, SourceStore } from '@agentos-portal/plugin-agentos-node';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import type { CeleryKeys } from '../redis/CeleryKeys';
import type { FleetView } from './FleetView';
import type { MessageArchive } from './MessageArchive';
import type { Control } from './patient';

/**
 * What operating takes: reads go over `connection`, everything else over `commands`, which sends each command at most once.
 * @internal
 */
export interface OperationAccess {
  sourceId: string;
  keys: CeleryKeys;
  connection: Pick<RedisConnection, 'run'>;
  commands: Pick<RedisConnection, 'run' | 'call'>;
  /** Where results are; undefined when none can be read. */
  results: { connection: Pick<RedisConnection, 'run'>; keyPrefix: string } | undefined;
  control: Control;
  fleet: FleetView;
  archive: MessageArchive;
  store: SourceStore;
  clock: Clock;
}
