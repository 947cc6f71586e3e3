import type { Redis } from 'ioredis';
import { createHash } from 'node:crypto';

/**
 * A Lua script, sent as its hash where Redis knows it already.
 * @internal
 */
export class Script<Reply> {
  private readonly hash: string;

  constructor(private readonly lua: string) {
    this.hash = createHash('sha1').update(lua).digest('hex');
  }

  async run(redis: Redis, keys: string[], args: Array<string | number>): Promise<Reply> {
    try {
      return (await redis.evalsha(this.hash, keys.length, ...keys, ...args)) as Reply;
    } catch (error) {
      if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
      return (await redis.eval(this.lua, keys.length, ...keys, ...args)) as Reply;
    }
  }
}
