import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import type { StreamEntry } from './StreamEntry';
import type { StreamPositions } from './StreamPositions';
import { ENTRIES_PER_READ, StreamReader, type StreamReaderOptions } from './StreamReader';

// The first entry after a silence is read at once, those that follow in batches, as commits have them.
const READ_EVERY_MS = 50;
const NO_QUEUE_MS = 1_000;
const RETRY_MS = 100;
const RETRY_MAX_MS = 1_000;

/** @internal */
export interface EventFeedOptions extends StreamReaderOptions {
  clock: Clock;
  /** The queues to watch, asked anew before each read. */
  queues: () => readonly string[];
  /** At most 1,000 entries in order. Rejects when Redis does not answer: they come again. */
  onEntries: (entries: StreamEntry[]) => Promise<void>;
  /** Everything written so far was read. */
  onCaughtUp: () => void;
  /** Told once for each loss. */
  onLost: (error: Error) => void;
}

/**
 * Follows the event streams for as long as it runs, through losses of the connection.
 * @internal
 */
export class EventFeed {
  private readonly reader: StreamReader;
  private readonly connection: RedisConnection;
  private readonly positions: StreamPositions;
  private stopped = false;
  private failures = 0;
  private wake = () => {};
  private running: Promise<void> | undefined;

  constructor(private readonly options: EventFeedOptions) {
    this.reader = new StreamReader(options);
    this.connection = options.connection;
    this.positions = options.positions;
  }

  /** Resolves when the places in the streams are known, or Redis turned out to be away. */
  async start(): Promise<void> {
    await new Promise<void>(resolve => {
      this.running = this.run(resolve);
    });
  }

  /** Ends the feed; nothing is told after it resolves. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    this.connection.close();
    await this.running;
    await this.positions.flush();
  }

  private async run(underWay: () => void) {
    while (!this.stopped) {
      try {
        const hasStreams = await this.reader.watch(this.options.queues());
        underWay();
        await (hasStreams ? this.follow() : this.idle());
        this.failures = 0;
      } catch (error) {
        if (this.stopped) break;
        this.reader.lost();
        this.failures += 1;
        if (this.failures === 1) {
          this.options.onLost(error as Error);
          underWay();
        }
        await this.pause(Math.min(RETRY_MS * 2 ** (this.failures - 1), RETRY_MAX_MS));
      }
    }
    underWay();
  }

  private async follow() {
    const { clock, onEntries, onCaughtUp } = this.options;
    const { entries, more } = await this.reader.read();
    const readAt = clock.monotonic();
    for (let i = 0; i < entries.length; i += ENTRIES_PER_READ) {
      const batch = entries.slice(i, i + ENTRIES_PER_READ);
      if (this.stopped) return;
      await onEntries(batch);
      for (const { queue, id } of batch) this.positions.set(queue, id);
    }
    if (more || this.stopped) return;
    onCaughtUp();
    if (entries.length > 0) {
      await this.pause(READ_EVERY_MS - (clock.monotonic() - readAt));
    }
  }

  private async idle() {
    await this.connection.call('PING');
    if (this.stopped) return;
    this.options.onCaughtUp();
    await this.pause(NO_QUEUE_MS);
  }

  private async pause(ms: number) {
    if (ms <= 0 || this.stopped) return;
    await new Promise<void>(resolve => {
      const cancel = this.options.clock.after(ms, resolve);
      this.wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
