import { type RedisConnection, toCount } from '@agentos-portal/plugin-agentos-node/redis';
import { parseResult, type TaskResult } from './TaskResult';

const PER_READ = 100;

/** A longer result is not read: it would hold up everybody else. @internal */
export const RESULT_BYTES = 1_048_576;

/**
 * Reads results of tasks that are known by their id. They are never searched for.
 * @internal
 */
export class ResultReader {
  constructor(
    private readonly connection: Pick<RedisConnection, 'call' | 'run'>,
    private readonly keyPrefix: string,
  ) {}

  /**
   * Results that there are and that are not too long, by id.
   * @throws ServiceUnavailableError when the backend does not answer
   */
  async readMany(ids: readonly string[]): Promise<Map<string, TaskResult>> {
    const results = new Map<string, TaskResult>();
    for (let start = 0; start < ids.length; start += PER_READ) {
      const chunk = ids.slice(start, start + PER_READ);
      const lengths = await this.connection.run(chunk.map(id => ['STRLEN', this.keyOf(id)]));
      const short = chunk.filter((_, index) => {
        const length = toCount(lengths[index]) ?? 0;
        return length > 0 && length <= RESULT_BYTES;
      });
      if (short.length === 0) continue;
      const texts = (await this.connection.call('MGET', ...short.map(id => this.keyOf(id)))) as unknown[];
      short.forEach((id, index) => {
        const result = parseResult(id, texts[index]);
        if (result) results.set(id, result);
      });
    }
    return results;
  }

  /**
   * The text of a result, and its length where it is too long to be read.
   * @throws ServiceUnavailableError when the backend does not answer
   */
  async readText(id: string): Promise<{ text?: string; bytes: number }> {
    const [length] = await this.connection.run([['STRLEN', this.keyOf(id)]]);
    const bytes = toCount(length) ?? 0;
    if (bytes === 0 || bytes > RESULT_BYTES) return { bytes };
    const [text] = await this.connection.run([['GET', this.keyOf(id)]]);
    return { bytes, text: typeof text === 'string' ? text : undefined };
  }

  private keyOf(id: string) {
    return `${this.keyPrefix}${id}`;
  }
}
