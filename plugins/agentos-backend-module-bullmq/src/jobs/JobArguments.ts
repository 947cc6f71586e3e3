import { type ExactJson, parseExactJson, rowId } from '@agentos-portal/plugin-agentos-common';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import type { QueueKeys } from '../redis/QueueKeys';
import { readShortFields } from '../redis/readShortFields';
import type { JobAddress } from './JobAccess';

function parse(text: string | undefined): ExactJson | undefined {
  try {
    return text === undefined ? undefined : parseExactJson(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads the data of jobs, for searches: of longer ones than 64 KiB, and of those that are no JSON, nothing.
 * @internal
 */
export class JobArguments {
  constructor(
    private readonly options: {
      sourceId: string;
      connection: RedisConnection;
      keys: QueueKeys;
      /** Whether searches look at them; nothing is read otherwise. */
      readsArguments: boolean;
    },
  ) {}

  /**
   * @returns those that were found, by row id
   * @throws ServiceUnavailableError when Redis does not answer
   */
  async read(jobs: readonly JobAddress[]): Promise<ReadonlyMap<string, ExactJson>> {
    const { sourceId, connection, keys, readsArguments } = this.options;
    if (!readsArguments) return new Map();
    const keyOf = ({ queue, jobId }: JobAddress) => keys.of(queue, jobId);
    const texts = await readShortFields(connection, jobs.map(keyOf), 'data');
    return new Map(
      jobs.flatMap(({ queue, jobId }, index) => {
        const data = parse(texts[index]);
        return data === undefined ? [] : [[rowId(sourceId, queue, jobId), data] as const];
      }),
    );
  }
}
