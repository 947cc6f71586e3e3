import { type RedisConnection, toCount } from '@agentos-portal/plugin-agentos-node/redis';
import { parseUnacked, type TaskMessage } from '../message';
import type { CeleryKeys } from '../redis/CeleryKeys';

/** A message that a worker took and has not acknowledged. @internal */
export interface UnackedMessage {
  tag: string;
  task: TaskMessage;
}

/** @internal */
export interface UnackedMessages {
  messages: UnackedMessage[];
  /** False where there are more than are read. */
  isWhole: boolean;
}

const PER_SCAN = 100;
const MESSAGES = 2_000;
const CHARACTERS = 8 * 1024 * 1024;

/**
 * Reads the messages that workers took and have not acknowledged, as far as that holds up nobody.
 * @internal
 */
export class UnackedReader {
  constructor(
    private readonly connection: Pick<RedisConnection, 'call' | 'run'>,
    private readonly keys: CeleryKeys,
  ) {}

  /** @throws ServiceUnavailableError when Redis does not answer */
  async read(): Promise<UnackedMessages> {
    const [total] = await this.connection.run([['HLEN', this.keys.unacked]]);
    if ((toCount(total) ?? 0) > MESSAGES) return { messages: [], isWhole: false };
    const messages = new Map<string, UnackedMessage>();
    let characters = 0;
    let cursor = '0';
    do {
      const [reply] = await this.connection.run([['HSCAN', this.keys.unacked, cursor, 'COUNT', PER_SCAN]]);
      const [next, fields] = (reply as [string, string[]] | undefined) ?? ['0', []];
      for (let index = 0; index + 1 < fields.length; index += 2) {
        const [tag, value] = [fields[index], fields[index + 1]];
        characters += value.length;
        const task = parseUnacked(value)?.task;
        if (task) messages.set(tag, { tag, task });
      }
      cursor = next;
    } while (cursor !== '0' && messages.size < MESSAGES && characters < CHARACTERS);
    return { messages: Array.from(messages.values()), isWhole: cursor === '0' };
  }

  /** Which of these are still there. */
  async stillThere(tags: readonly string[]): Promise<Set<string>> {
    if (tags.length === 0) return new Set();
    const found = await this.connection.run(tags.map(tag => ['HEXISTS', this.keys.unacked, tag]));
    return new Set(tags.filter((_, index) => found[index] === 1));
  }
}
