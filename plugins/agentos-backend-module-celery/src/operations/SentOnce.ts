import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { createHash } from 'node:crypto';
import type { Envelope } from '../message';
import type { CeleryKeys } from '../redis/CeleryKeys';

/** As long as Celery keeps results unless told otherwise: until then a task may be chosen once more. */
const KEPT_SECONDS = 24 * 3_600;

// Scripts run as a whole: there is no mark without a message, and no message without a mark.
const SEND = `
local known = redis.call('GET', KEYS[1])
if known then return known end
redis.call('LPUSH', KEYS[2], ARGV[2])
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[3])
return ARGV[1]`;

const TAKE = `
local removed = redis.call('LREM', KEYS[2], -1, ARGV[1])
if removed == 1 then redis.call('SET', KEYS[1], 'taken', 'EX', ARGV[2]) end
return removed`;

/**
 * The id of the task that an operation makes of a target: a repeat after a crash finds its own.
 * @internal
 */
export function newTaskId(operationId: string, target: string): string {
  const hex = createHash('sha256').update(`${operationId}\0${target}`).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

/**
 * Puts messages into queues and takes them out, and leaves a mark of each: what was done once is not done again, whoever asks, and after
 * a crash the mark tells that it was done.
 * @internal
 */
export class SentOnce {
  constructor(
    private readonly keys: CeleryKeys,
    private readonly commands: Pick<RedisConnection, 'run' | 'call'>,
  ) {}

  /**
   * Sends a message in the place of `origin`, unless one was.
   * @param id - of the task in the message
   * @returns the id that was sent: another one when somebody else was first
   */
  async send(origin: string, id: string, list: string, message: Envelope): Promise<string> {
    const raw = JSON.stringify(message);
    const sent = await this.commands.call('EVAL', SEND, 2, this.sentKey(origin), list, id, raw, KEPT_SECONDS);
    return String(sent);
  }

  /** Takes a message out of its list. @returns false when it was not there any more */
  async take(id: string, list: string, raw: string): Promise<boolean> {
    return (await this.commands.call('EVAL', TAKE, 2, this.takenKey(id), list, raw, KEPT_SECONDS)) === 1;
  }

  /** What was sent in the place of each. */
  async sent(origins: readonly string[]): Promise<Array<string | undefined>> {
    return this.marks(origins.map(origin => this.sentKey(origin)));
  }

  async taken(ids: readonly string[]): Promise<boolean[]> {
    return (await this.marks(ids.map(id => this.takenKey(id)))).map(mark => mark !== undefined);
  }

  private async marks(keys: string[]): Promise<Array<string | undefined>> {
    const replies = await this.commands.run(keys.map(key => ['GET', key]));
    return replies.map(reply => (typeof reply === 'string' ? reply : undefined));
  }

  private sentKey(origin: string) {
    return this.keys.own(`sent.${origin}`);
  }

  private takenKey(id: string) {
    return this.keys.own(`taken.${id}`);
  }
}
