import type { JobAddress } from '../jobs/JobAccess';
import type { QueueKeys } from '../redis/QueueKeys';
import {
  parseFields,
  type RedisCommand,
  type RedisConnection,
} from '@agentos-portal/plugin-agentos-node/redis';

/** Where a job is, by BullMQ's names; `waiting` when it is in none of the others. @internal */
export type Place =
  'active' | 'failed' | 'completed' | 'delayed' | 'prioritized' | 'waiting-children' | 'waiting';

/** What an operation has to know of a job. @internal */
export interface PlacedJob {
  place: Place;
  /** Rank in its set, ms for `delayed`. */
  score?: string;
  /** Tells it from another that has its id later, ms since epoch. */
  createdAt: string;
  finishedOn?: string;
  attemptsMade?: string;
  /** It is taken before those that wait. */
  lifo: boolean;
}

const SETS = ['failed', 'completed', 'delayed', 'prioritized', 'waiting-children'] as const;

/**
 * Finds jobs by reads that do not depend on how many wait: the lists of those are not searched.
 * @internal
 */
export class JobPlaces {
  constructor(
    private readonly connection: RedisConnection,
    private readonly keys: QueueKeys,
  ) {}

  /**
   * One round trip for all.
   * @returns undefined for a job that is not there
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async read(jobs: JobAddress[]): Promise<Array<PlacedJob | undefined>> {
    const commands = jobs.map(job => this.commandsFor(job));
    const replies = await this.connection.run(commands.flat());
    return commands.map((own, index) =>
      this.place(replies.slice(index * own.length, (index + 1) * own.length)),
    );
  }

  private commandsFor({ queue, jobId }: JobAddress): RedisCommand[] {
    const key = (part: string) => this.keys.of(queue, part);
    return [
      ['HMGET', key(jobId), 'timestamp', 'finishedOn', 'atm', 'opts'],
      ['LPOS', key('active'), jobId],
      ...SETS.map((part): RedisCommand => ['ZSCORE', key(part), jobId]),
    ];
  }

  private place([fields, active, ...scores]: unknown[]): PlacedJob | undefined {
    const [createdAt, finishedOn, attemptsMade, options] = ((fields ?? []) as Array<string | null>).map(
      value => value ?? undefined,
    );
    // Schedulers and the parts of a queue have keys that look like a job's: only a job has the time of its creation.
    if (createdAt === undefined) return undefined;
    const index = scores.findIndex(score => typeof score === 'string');
    const set = index < 0 ? 'waiting' : SETS[index];
    return {
      place: typeof active === 'number' ? 'active' : set,
      score: index < 0 ? undefined : String(scores[index]),
      createdAt,
      finishedOn,
      attemptsMade,
      lifo: parseFields(options).get('lifo') === true,
    };
  }
}
