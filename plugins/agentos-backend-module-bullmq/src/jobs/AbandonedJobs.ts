import type { QueueKeys } from '../redis/QueueKeys';
import { type RedisConnection, toNumber } from '@agentos-portal/plugin-agentos-node/redis';
import type { ClientList, WorkerConnection } from '../workers/ClientList';
import type { KnownJob } from './KnownJobs';

/**
 * Why a job that nobody runs any more is still there.
 * @param lockMs - what is left of its lock
 * @internal
 */
export function abandonedReason(
  worker: string | undefined,
  lockMs: number | undefined,
  hasConsumers: boolean,
): string {
  const who = worker === undefined ? 'its worker' : `worker ${worker}`;
  if (lockMs !== undefined && lockMs > 0) {
    return `${who} is gone; lock expires in ${Math.ceil(lockMs / 1_000)} s`;
  }
  return hasConsumers
    ? `${who} is gone; lock expired, another worker will find the job stalled`
    : `${who} is gone; lock expired, and no worker is there to find the job stalled`;
}

const consumes = ({ queue }: KnownJob, connection: WorkerConnection) => connection.queue === queue;

// A job of a worker without a name is anybody's who has none.
const isAttended = (job: KnownJob, connections: WorkerConnection[]) =>
  connections.some(connection => consumes(job, connection) && connection.worker === job.hash?.worker);

/**
 * Running jobs whose worker is not connected any more. BullMQ itself notices only when their lock has expired.
 * @internal
 */
export class AbandonedJobs {
  constructor(
    private readonly clients: Pick<ClientList, 'read' | 'readNow'>,
    private readonly connection: Pick<RedisConnection, 'run'>,
    private readonly keys: QueueKeys,
  ) {}

  /**
   * Gives them a reason, and takes it from jobs that are attended. Without CLIENT LIST nobody knows.
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async mark(running: KnownJob[]): Promise<void> {
    let connections = await this.clients.read().catch(() => undefined);
    if (!connections) return;
    let abandoned = running.filter(job => !isAttended(job, connections!));
    if (abandoned.length > 0) {
      // A worker may have connected and taken a job since that list was read.
      connections = await this.clients.readNow();
      abandoned = abandoned.filter(job => !isAttended(job, connections!));
    }
    const locks = await this.connection.run(
      abandoned.map(({ queue, jobId }) => ['PTTL', this.keys.of(queue, `${jobId}:lock`)]),
    );
    const lockOf = new Map(abandoned.map((job, index) => [job, toNumber(locks[index])]));
    for (const job of running) {
      // It may have ended meanwhile.
      if (job.state !== 'processing') continue;
      const hasConsumers = connections.some(connection => consumes(job, connection));
      job.reason = lockOf.has(job)
        ? abandonedReason(job.hash?.worker, lockOf.get(job), hasConsumers)
        : undefined;
    }
  }
}
