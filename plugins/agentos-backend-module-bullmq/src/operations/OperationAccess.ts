import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { JobAccess } from '../jobs/JobAccess';
import type { CommandConnection } from './CommandConnection';
import type { JobPlaces } from './JobPlaces';
import type { PausedByOlder } from './PausedByOlder';
import type { RowRefresh } from './RowRefresh';
import type { RunningJobs } from './RunningJobs';
import type { TargetAddresses } from './TargetAddresses';

/**
 * What operating takes: reads go over `connection`, everything else over `commands`.
 * @internal
 */
export interface OperationAccess extends Pick<JobAccess, 'sourceId' | 'connection' | 'keys'> {
  commands: CommandConnection;
  addresses: TargetAddresses;
  places: JobPlaces;
  paused: PausedByOlder;
  rows: RowRefresh;
  running: RunningJobs;
  clock: Clock;
}
