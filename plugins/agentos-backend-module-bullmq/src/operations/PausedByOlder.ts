import type { QueueKeys } from '../redis/QueueKeys';
import { type RedisConnection, toCount } from '@agentos-portal/plugin-agentos-node/redis';
import { type Outcome, skipped } from '@agentos-portal/plugin-agentos-node/operations';

const majorOf = (version: unknown) =>
  typeof version === 'string' ? toCount(version.match(/^bullmq(?:-pro)?:(\d+)\./)?.[1]) : undefined;

/**
 * bullmq up to 5 keeps the jobs of a paused queue in a list of their own, which replaces the list of waiting jobs when it resumes the
 * queue: what bullmq 6 puts there meanwhile would be lost.
 * @internal
 */
export class PausedByOlder {
  constructor(
    private readonly connection: RedisConnection,
    private readonly keys: QueueKeys,
  ) {}

  /** Why no job may be made to wait in this queue now. @throws ServiceUnavailableError when Redis does not answer */
  async refuseWaiting(queue: string): Promise<Outcome | undefined> {
    const { isPaused, isOlder } = await this.read(queue);
    return isPaused && isOlder
      ? skipped(
          'BLOCKED',
          `queue ${queue} was paused by a bullmq older than 6, which would lose the job: resume it first`,
        )
      : undefined;
  }

  /** Why this queue may not be paused. @throws ServiceUnavailableError when Redis does not answer */
  async refusePause(queue: string): Promise<Outcome | undefined> {
    const { isOlder } = await this.read(queue);
    return isOlder
      ? skipped(
          'BLOCKED',
          `queue ${queue} belongs to a bullmq older than 6, which loses jobs when it resumes: pause it there`,
        )
      : undefined;
  }

  private async read(queue: string) {
    const [meta, paused] = await this.connection.run([
      ['HMGET', this.keys.of(queue, 'meta'), 'paused', 'version'],
      ['LLEN', this.keys.of(queue, 'paused')],
    ]);
    const [flag, version] = (meta as Array<string | null> | undefined) ?? [];
    const major = majorOf(version);
    return {
      isPaused: typeof flag === 'string',
      isOlder: major === undefined ? (toCount(paused) ?? 0) > 0 : major < 6,
    };
  }
}
