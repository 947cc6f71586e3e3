import type { QueueKeys } from '../redis/QueueKeys';
import type { RedisCommand, RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { compareIds, parseEntries, type StreamEntry } from './StreamEntry';
import { StreamLocator, type StreamPlace } from './StreamLocator';
import type { StreamPositions } from './StreamPositions';

/** How long one XREAD waits; a feed that lives proves it at least this often. @internal */
export const BLOCK_MS = 2_000;

/** Entries of one read, over all streams. @internal */
export const ENTRIES_PER_READ = 1_000;

const ENTRIES_PER_STREAM = 20;

type XReadReply = Array<[key: string, entries: Array<[id: string, fields: string[]]>]>;

/** @internal */
export interface StreamReaderOptions {
  /** Used by nobody else: reads block it. */
  connection: RedisConnection;
  keys: QueueKeys;
  positions: StreamPositions;
  /** Entries of the queue were trimmed before they were read. */
  onGap: (queue: string) => void;
}

/**
 * Reads the event streams of many queues with one blocking command.
 * @internal
 */
export class StreamReader {
  private readonly locator: StreamLocator;
  private readonly reading = new Set<string>();
  /** Their keys hold no stream. */
  private readonly unreadable = new Set<string>();
  private located = false;
  private since: { at: number | undefined } | undefined;

  constructor(private readonly options: StreamReaderOptions) {
    this.locator = new StreamLocator(options.connection, options.keys);
  }

  /** The connection was lost: the streams may have changed before it is back. */
  lost() {
    this.located = false;
  }

  /**
   * Finds the places in the streams of queues that are not read yet, in all of them after a loss.
   * @returns false when there is nothing to read
   */
  async watch(queues: readonly string[]): Promise<boolean> {
    const { positions, onGap } = this.options;
    const wanted = new Set(queues);
    for (const queue of this.reading) {
      if (wanted.has(queue)) continue;
      this.reading.delete(queue);
      positions.delete(queue);
    }
    if (!this.located) this.unreadable.clear();
    const sought = queues.filter(
      queue => !this.located || !(this.reading.has(queue) || this.unreadable.has(queue)),
    );
    // A stream that began after everything known was read is new: nothing of it was missed yet.
    this.since ??= { at: positions.latest };
    const now = this.located ? undefined : await this.locator.time();
    for (const [queue, place] of await this.locate(sought, this.since.at)) {
      this.reading.delete(queue);
      if (!place) {
        this.unreadable.add(queue);
        continue;
      }
      this.reading.add(queue);
      positions.set(queue, place.position);
      if (place.gap) onGap(queue);
    }
    this.since.at ??= now;
    this.located = true;
    return this.reading.size > 0;
  }

  /**
   * Waits up to {@link BLOCK_MS} for entries.
   * @returns what was written after the positions, in order; not everything yet when `more`
   */
  async read(): Promise<{ entries: StreamEntry[]; more: boolean }> {
    const { connection, keys, positions } = this.options;
    const queues = Array.from(this.reading);
    const from = queues.map(queue => positions.get(queue)!);
    const count = Math.max(ENTRIES_PER_STREAM, Math.floor(ENTRIES_PER_READ / queues.length));
    const command: RedisCommand = [
      'XREAD',
      'COUNT',
      count,
      'BLOCK',
      BLOCK_MS,
      'STREAMS',
      ...queues.map(queue => keys.of(queue, 'events')),
      ...from,
    ];
    const reply = (await connection.call(...command)) as XReadReply | null;
    const found = new Map(reply ?? []);
    const full = queues.filter(queue => (found.get(keys.of(queue, 'events')) ?? []).length >= count);
    await this.checkOvertaken(full);
    const entries = queues.flatMap((queue, index) =>
      parseEntries(queue, found.get(keys.of(queue, 'events')) ?? [], from[index]),
    );
    return {
      entries: entries.sort((a, b) => compareIds(a.id, b.id)),
      more: full.length > 0,
    };
  }

  // Whoever reads behind a flood may be overtaken by the trimming: the entry that was read last is then gone.
  private async checkOvertaken(queues: string[]) {
    for (const [queue, place] of await this.locate(queues, undefined)) {
      if (place?.gap) this.options.onGap(queue);
    }
  }

  private async locate(
    queues: string[],
    since: number | undefined,
  ): Promise<Map<string, StreamPlace | undefined>> {
    if (queues.length === 0) return new Map();
    const { positions } = this.options;
    return this.locator.locate(queues, queue => positions.get(queue), since);
  }
}
