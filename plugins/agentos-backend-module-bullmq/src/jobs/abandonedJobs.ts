import type { QueueKeys } from '../redis/QueueKeys';
import type { RedisConnection } from '../redis/RedisConnection';
import { toNumber } from '../values/values';
import type { WorkerConnection } from '../workers/ClientList';
import type { KnownJob } from './KnownJobs';

/**
 * True when the worker that runs the job is connected. A job of a worker without a name is anybody's who has none.
 * @internal
 */
export const isAttended = ({ queue, hash }: KnownJob, connections: WorkerConnection[]): boolean =>
  connections.some(connection => connection.queue === queue && connection.worker === hash?.worker);

/** Why a job that nobody runs any more is still there. @internal */
export function abandonedReason(worker: string | undefined, lockMs: number | undefined): string {
  const who = worker === undefined ? 'its worker' : `worker ${worker}`;
  const lock =
    lockMs !== undefined && lockMs > 0
      ? `lock expires in ${Math.ceil(lockMs / 1_000)} s`
      : 'lock expired, a worker of the queue will find it stalled';
  return `${who} is gone; ${lock}`;
}

/**
 * Sets the reason of running jobs whose worker vanished: BullMQ itself notices only when the lock has expired.
 * @throws ServiceUnavailableError when Redis does not answer
 * @internal
 */
export async function markAbandoned(
  running: KnownJob[],
  connections: WorkerConnection[],
  connection: RedisConnection,
  keys: QueueKeys,
): Promise<void> {
  const abandoned: KnownJob[] = [];
  for (const job of running) {
    if (isAttended(job, connections)) job.reason = undefined;
    else abandoned.push(job);
  }
  const locks = await connection.run(
    abandoned.map(({ queue, jobId }) => ['PTTL', keys.of(queue, `${jobId}:lock`)]),
  );
  abandoned.forEach((job, index) => {
    // It may have ended while the lock was read.
    if (job.state !== 'processing') return;
    job.reason = abandonedReason(job.hash?.worker, toNumber(locks[index]));
  });
}
