import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Settings } from '../settings';
import { MemoryStateStore } from './MemoryStateStore';
import { RedisStateStore } from './redis';
import type { StateStore } from './StateStore';

/** The store that the configuration names. @internal */
export async function createStateStore(
  settings: Settings,
  { clock, logger }: { clock: Clock; logger: LoggerService },
): Promise<StateStore> {
  const { store, retention } = settings;
  return store.type === 'memory'
    ? MemoryStateStore.create({ clock })
    : RedisStateStore.create({
        url: store.url,
        logger,
        logCommits: retention.changeLogCommits,
        logBytes: retention.changeLogBytes,
      });
}
