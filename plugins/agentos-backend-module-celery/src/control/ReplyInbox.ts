import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import type { JsonValue } from '@backstage/types';
import { bodyOf, bodyTextOf, isObject, parseEnvelope } from '../message';

/** Of one wait for answers; there is another as long as somebody waits. */
const BLOCK_SECONDS = 1;
/** Answers taken in one round trip after the first. */
const CHUNK = 50;

/** @internal */
export type ReplyConnection = Pick<RedisConnection, 'run' | 'call' | 'close'>;

/** @internal */
export interface ReplyInboxOptions {
  list: string;
  /** A connection of its own: it blocks. */
  open: () => ReplyConnection;
  /** Takes an answer; a late one has a ticket that nobody knows any more. */
  onReply: (ticket: string, worker: string, reply: JsonValue, body: string) => void;
  isAwaited: () => boolean;
}

/**
 * Reads the list of answers while somebody waits for one.
 * @internal
 */
export class ReplyInbox {
  private connection: ReplyConnection | undefined;
  private reading = false;

  constructor(private readonly options: ReplyInboxOptions) {}

  /** Reads until nobody waits. */
  async listen(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    const { list, open, isAwaited } = this.options;
    try {
      this.connection ??= open();
      while (isAwaited()) {
        const popped = await this.connection.call('BRPOP', list, BLOCK_SECONDS);
        if (!Array.isArray(popped)) continue;
        this.take(popped[1]);
        await this.drain();
      }
    } catch {
      // Whoever waits is told by the limit of the call.
    } finally {
      this.reading = false;
    }
  }

  close() {
    this.connection?.close();
    this.connection = undefined;
  }

  private async drain() {
    const pops = Array.from({ length: CHUNK }, (): ['RPOP', string] => ['RPOP', this.options.list]);
    for (;;) {
      const texts = await this.connection!.run(pops);
      texts.forEach(text => this.take(text));
      if (texts.at(-1) === null) return;
    }
  }

  private take(raw: unknown) {
    const envelope = typeof raw === 'string' ? parseEnvelope(raw) : undefined;
    const ticket = envelope?.headers.ticket;
    const body = envelope && bodyOf(envelope);
    if (typeof ticket !== 'string' || !isObject(body)) return;
    for (const [worker, reply] of Object.entries(body)) {
      this.options.onReply(ticket, worker, reply ?? null, bodyTextOf(envelope!)!);
    }
  }
}
