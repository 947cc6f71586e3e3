import type { Clock, ObservedRow } from '@agentos-portal/plugin-agentos-node';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import type { FeedHealth } from '../events/FeedHealth';
import type { RoundFindings } from '../rounds/TaskRound';
import type { TaskModel } from '../tasks/TaskModel';
import { readServiceRow } from './serviceRows';

/** @internal */
export interface ServicesOptions {
  sourceId: string;
  connection: RedisConnection;
  /** Undefined where results are not read. */
  backend: RedisConnection | undefined;
  clock: Clock;
  tasks: TaskModel;
  health: FeedHealth;
  readOnly: boolean;
}

const NOT_ASKED =
  'read-only: workers are not asked, so that concurrency, consumers, running tasks from before and lost messages are not known';

/**
 * Reads section `services`: the broker, and the Redis that keeps results.
 * @internal
 */
export class Services {
  private findings: RoundFindings | undefined;

  constructor(private readonly options: ServicesOptions) {}

  /** What the last round found. */
  note(findings: RoundFindings) {
    this.findings = findings;
  }

  async read(): Promise<ObservedRow[]> {
    const { sourceId, connection, backend, clock } = this.options;
    const broker = {
      part: 'broker',
      title: 'Broker',
      connection,
      notes: this.options.readOnly ? [NOT_ASKED] : [],
      troubles: this.troubles(),
    };
    const rows = [readServiceRow(sourceId, broker, clock)];
    if (backend) {
      const results = { part: 'results', title: 'Results', connection: backend, notes: [], troubles: [] };
      rows.push(readServiceRow(sourceId, results, clock));
    }
    return Promise.all(rows);
  }

  private troubles(): string[] {
    const { tasks, health } = this.options;
    const { orphaned, unacked } = this.findings ?? {};
    const lost = orphaned?.size ?? 0;
    return [
      ...(lost > 0 ? [`${lost} messages un-acked whose owner is gone`] : []),
      ...(unacked && !unacked.isWhole
        ? ['more messages un-acked than are read: their owners are not known']
        : []),
      ...(tasks.unfollowed > 0 ? [`${tasks.unfollowed} tasks under way were let go for want of room`] : []),
      ...(health.unreadable > 0 ? [`${health.unreadable} events could not be read`] : []),
    ];
  }
}
