import type { JobAccess, JobAddress } from '../jobs/JobAccess';
import type { JobHash } from '../jobs/JobHash';
import { type RedisCommand, toNumber } from '@agentos-portal/plugin-agentos-node/redis';
import type { QueueCounts } from './queueCounts';

// BullMQ's score of a prioritized job: priority * 2^32 + a counter.
const PRIORITY_STEP = 0x1_0000_0000;

interface Candidate extends JobAddress {
  since?: number;
}

const firstId = (reply: unknown): string | undefined =>
  Array.isArray(reply) ? reply[0] : ((reply as string | null) ?? undefined);

/**
 * When a job that waits became ready, as far as its hash says: after its delay, and not before its last attempt started.
 * @internal
 */
export const readySince = ({ createdAt, delayMs, startedAt }: JobHash) =>
  createdAt === undefined ? undefined : Math.max(createdAt + delayMs, startedAt ?? 0);

/**
 * Finds since when the oldest job of a queue waits: both ends of the lists (the newest jobs are at one of them, jobs added
 * `lifo` at the other), and the first job of the highest and of the lowest priority.
 * @internal
 */
export class OldestQueued {
  constructor(private readonly access: JobAccess) {}

  /**
   * @returns ms since epoch by queue, without the queues where no job waits
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async read(counts: ReadonlyMap<string, QueueCounts>): Promise<Map<string, number>> {
    const jobs = await Promise.all([this.ends(counts), this.lowestPriority(counts)]);
    const candidates: Candidate[] = jobs.flat().map(job => ({
      ...job,
      since: this.access.known.get(job.queue, job.jobId)?.readyAt,
    }));
    const unseen = candidates.filter(({ since }) => since === undefined);
    const hashes = await this.access.hashes.read(unseen);
    unseen.forEach((candidate, index) => {
      const hash = hashes[index];
      candidate.since = hash && readySince(hash);
    });
    const oldest = new Map<string, number>();
    for (const { queue, since = Infinity } of candidates) {
      const known = oldest.get(queue) ?? Infinity;
      if (since < known) oldest.set(queue, since);
    }
    return oldest;
  }

  private async ends(counts: ReadonlyMap<string, QueueCounts>): Promise<JobAddress[]> {
    const asked: Array<{ queue: string; command: RedisCommand }> = [];
    for (const [queue, { lists }] of counts) {
      const ask = (...command: RedisCommand) => asked.push({ queue, command });
      for (const list of ['wait', 'paused'] as const) {
        if (lists[list] === 0) continue;
        ask('LINDEX', this.access.keys.of(queue, list), -1);
        if (lists[list] > 1) ask('LINDEX', this.access.keys.of(queue, list), 0);
      }
      if (lists.prioritized > 0) {
        ask('ZRANGE', this.access.keys.of(queue, 'prioritized'), 0, 0);
      }
    }
    return this.jobs(asked);
  }

  private async lowestPriority(counts: ReadonlyMap<string, QueueCounts>): Promise<JobAddress[]> {
    const queues = Array.from(counts.keys()).filter(queue => counts.get(queue)!.lists.prioritized > 1);
    const lasts = await this.access.connection.run(
      queues.map(queue => ['ZREVRANGE', this.access.keys.of(queue, 'prioritized'), 0, 0, 'WITHSCORES']),
    );
    return this.jobs(
      queues.map((queue, index) => {
        const score = toNumber((lasts[index] as string[] | undefined)?.[1]);
        const lowest = Math.floor((score ?? 0) / PRIORITY_STEP) * PRIORITY_STEP;
        const key = this.access.keys.of(queue, 'prioritized');
        return {
          queue,
          command: ['ZRANGEBYSCORE', key, lowest, '+inf', 'LIMIT', 0, 1],
        };
      }),
    );
  }

  private async jobs(asked: Array<{ queue: string; command: RedisCommand }>): Promise<JobAddress[]> {
    const replies = await this.access.connection.run(asked.map(({ command }) => command));
    return asked.flatMap(({ queue }, index) => {
      const jobId = firstId(replies[index]);
      return jobId === undefined ? [] : [{ queue, jobId }];
    });
  }
}
