import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { QueueKeys } from '../redis/QueueKeys';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { Memo } from './Memo';

/**
 * The connection by which a worker waits for jobs.
 * @internal
 */
export interface WorkerConnection {
  queue: string;
  /** undefined for a worker without a name. */
  worker?: string;
  /** The host it connects from, as Redis sees it. */
  host: string | undefined;
}

// The several sections that need it are collected at about the same time.
const SHARED_MS = 1_000;

const hostOf = (address: string | undefined) => address?.match(/^\[?(.+?)\]?:\d+$/)?.[1];

/**
 * Picks the connections of workers out of CLIENT LIST.
 * @internal
 */
export function parseClientList(text: string, keys: QueueKeys): WorkerConnection[] {
  return text.split('\n').flatMap(line => {
    const fields = new Map(
      line.split(' ').map(field => {
        const at = field.indexOf('=');
        return [field.slice(0, at), field.slice(at + 1)];
      }),
    );
    const client = keys.parseClientName(fields.get('name') ?? '');
    return client ? [{ ...client, host: hostOf(fields.get('addr')) }] : [];
  });
}

/**
 * Who waits for jobs: one CLIENT LIST for all queues.
 * @internal
 */
export class ClientList {
  private readonly memo: Memo<WorkerConnection[]>;

  constructor(connection: RedisConnection, keys: QueueKeys, clock: Clock) {
    this.memo = new Memo(clock, SHARED_MS, async () =>
      parseClientList(String(await connection.call('CLIENT', 'LIST')), keys),
    );
  }

  /** @throws ServiceUnavailableError when Redis does not answer or does not allow it */
  read(): Promise<WorkerConnection[]> {
    return this.memo.get();
  }

  /** As {@link ClientList.read}, and as of now. */
  readNow(): Promise<WorkerConnection[]> {
    return this.memo.getNow();
  }
}
