import type { QueueKeys } from '../redis/QueueKeys';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { compareIds, FIRST_ID, timeOf } from './StreamEntry';

type Range = Array<[id: string, fields: string[]]> | undefined;

/**
 * Where to read a stream from.
 * @internal
 */
export interface StreamPlace {
  position: string;
  /** Entries after the last position were trimmed before they were read. */
  gap: boolean;
}

/** What a stream looks like now. */
interface StreamEnds {
  /** The last position, as far as the stream still holds that entry. */
  hasPosition: boolean;
  first: string | undefined;
  last: string | undefined;
}

/**
 * Decides where to read on.
 * @param position - the last one, if any
 * @param since - streams that began later, in ms, are read from their start; undefined: none is
 * @internal
 */
export function placeIn(
  { hasPosition, first, last }: StreamEnds,
  position: string | undefined,
  since: number | undefined,
): StreamPlace {
  if (first === undefined || last === undefined) {
    return { position: position ?? FIRST_ID, gap: false };
  }
  if (position === undefined) {
    const isNew = since !== undefined && timeOf(first) >= since;
    return { position: isNew ? FIRST_ID : last, gap: false };
  }
  // The stream was made anew under a clock that went back.
  if (compareIds(last, position) < 0) return { position: FIRST_ID, gap: true };
  const trimmed = position !== FIRST_ID && !hasPosition && compareIds(first, position) > 0;
  return { position, gap: trimmed };
}

/**
 * Finds the places in event streams.
 * @internal
 */
export class StreamLocator {
  constructor(
    private readonly connection: RedisConnection,
    private readonly keys: QueueKeys,
  ) {}

  /** Redis' clock, ms since epoch. */
  async time(): Promise<number> {
    const [seconds] = (await this.connection.call('TIME')) as string[];
    return Number(seconds) * 1_000;
  }

  /**
   * The place in each stream, with `undefined` where the key holds no stream.
   * @param positions - the last ones by queue
   */
  async locate(
    queues: string[],
    positions: (queue: string) => string | undefined,
    since: number | undefined,
  ): Promise<Map<string, StreamPlace | undefined>> {
    const replies = await this.connection.run(
      queues.flatMap(queue => {
        const key = this.keys.of(queue, 'events');
        const position = positions(queue) ?? FIRST_ID;
        return [
          ['XRANGE', key, position, position],
          ['XRANGE', key, '-', '+', 'COUNT', 1],
          ['XREVRANGE', key, '+', '-', 'COUNT', 1],
        ];
      }),
    );
    return new Map(
      queues.map((queue, index) => {
        const [exact, first, last] = replies.slice(index * 3) as Range[];
        if (!exact || !first || !last) return [queue, undefined];
        const ends = {
          hasPosition: exact.length > 0,
          first: first[0]?.[0],
          last: last[0]?.[0],
        };
        return [queue, placeIn(ends, positions(queue), since)];
      }),
    );
  }
}
