import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Settings } from '../settings';
import { MemoryStateStore } from './MemoryStateStore';
import { InputError } from '@backstage/errors';
import type { StateStore } from './StateStore';

/** The store that the configuration names. @internal */
export function createStateStore(
  settings: Settings,
  { clock, logger }: { clock: Clock; logger: LoggerService },
): StateStore {
  if (settings.store.type === 'redis') {
    throw new InputError("Invalid configuration: agentos.store.type: 'redis' is not available yet");
  }
  logger.debug('The state is kept in memory');
  return MemoryStateStore.create({ clock });
}
