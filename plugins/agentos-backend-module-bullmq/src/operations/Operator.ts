import type { Clock, OperateRequest, SourceSink, TargetOutcome } from '@agentos-portal/plugin-agentos-node';
import { skipped } from '@agentos-portal/plugin-agentos-node/operations';
import type { JobAccess } from '../jobs/JobAccess';
import { bulkRemovals } from './bulkRemovals';
import { CommandConnection } from './CommandConnection';
import { forEachTarget } from './forEachTarget';
import { jobOperations, ONE_TARGET_ONLY } from './jobOperations';
import { JobPlaces } from './JobPlaces';
import type { Operations } from './Operation';
import { PausedByOlder } from './PausedByOlder';
import { queueOperations } from './queueOperations';
import { RowRefresh } from './RowRefresh';
import { type RunningJobs, UNREACHABLE } from './RunningJobs';
import { scheduleOperations } from './scheduleOperations';
import { TargetAddresses } from './TargetAddresses';

/** @internal */
export interface OperatorOptions extends Pick<JobAccess, 'sourceId' | 'connection' | 'keys' | 'known'> {
  url: string;
  /** Shown by CLIENT LIST. */
  name: string;
  isWatched: (queue: string) => boolean;
  sink: SourceSink;
  clock: Clock;
  running?: RunningJobs;
  /** Those on workers. */
  workers?: Operations;
}

const CANNOT = skipped('NOT_CAPABLE', 'this source cannot do it');

/**
 * Does what people ask for, with BullMQ's own scripts.
 * @internal
 */
export class Operator {
  private readonly commands: CommandConnection;
  private readonly rows: RowRefresh;
  private readonly operations: Operations;

  constructor(options: OperatorOptions) {
    const { sourceId, connection, keys, isWatched, running = UNREACHABLE } = options;
    const addresses = new TargetAddresses(sourceId, isWatched);
    this.commands = new CommandConnection({ ...options, prefix: keys.prefix, address: connection.address });
    this.rows = new RowRefresh({ ...options, addresses });
    const access = {
      ...options,
      addresses,
      running,
      commands: this.commands,
      rows: this.rows,
      places: new JobPlaces(connection, keys),
      paused: new PausedByOlder(connection, keys),
    };
    this.operations = {
      ...jobOperations(access),
      ...queueOperations(access),
      ...bulkRemovals(access),
      ...scheduleOperations(access),
      ...options.workers,
    };
  }

  /**
   * One outcome for each target, in order.
   * @throws ServiceUnavailableError when it is unknown what was done
   */
  async operate(
    { kind, targets, params, reason }: OperateRequest,
    signal: AbortSignal,
  ): Promise<TargetOutcome[]> {
    const operation = this.operations[kind];
    if (!operation) return targets.map(id => ({ ...CANNOT, id }));
    if (kind === 'job.editAndRetry' && targets.length > 1)
      return targets.map(id => ({ ...ONE_TARGET_ONLY, id }));
    try {
      return await forEachTarget(targets, signal, async id => operation.run(id, params, signal, reason));
    } finally {
      await this.rows.after(kind, targets);
    }
  }

  /**
   * @see AgentOsSource.fingerprint
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async fingerprint({ kind, targets }: Pick<OperateRequest, 'kind' | 'targets'>) {
    return this.operations[kind]?.fingerprints?.(targets) ?? targets.map(() => undefined);
  }

  stop() {
    this.commands.close();
  }
}
