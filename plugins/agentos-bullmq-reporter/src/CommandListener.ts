import type { Redis } from 'ioredis';
import { type Command, commandChannel, parseCommand, replyKey, type Reply } from './protocol';
import { RedisLink, type ReporterConnection } from './redis/RedisLink';

/** A caller that is still there has read its answers long before, in ms. */
const REPLY_RETENTION_MS = 30_000;

/** @internal */
export interface CommandListenerOptions {
  connection: ReporterConnection;
  prefix: string;
  processId: string;
  /** For answers. */
  redis: Redis;
  run(command: Command): Reply;
  onError(error: Error): void;
}

/**
 * Takes commands from the channel of the process and answers each.
 * @internal
 */
export class CommandListener {
  private readonly link: RedisLink;

  constructor(private readonly options: CommandListenerOptions) {
    const { connection, prefix, processId, onError } = options;
    const channel = commandChannel(prefix, processId);
    this.link = new RedisLink(
      connection,
      () => {
        this.link.redis.subscribe(channel).catch(() => this.link.renew());
      },
      onError,
    );
    this.link.redis.on('message', (_channel: string, text: string) => this.receive(text));
  }

  /** Finds out whether the other end still answers: who only listens would never notice. */
  check() {
    if (this.link.isReady) this.link.redis.ping().catch(() => this.link.renew());
  }

  stop() {
    this.link.stop();
  }

  private receive(text: string) {
    const { prefix, redis, run, onError } = this.options;
    const parsed = parseCommand(text, replyKey(prefix, ''));
    if (!parsed) return;
    const { id, replyTo } = 'command' in parsed ? parsed.command : parsed.invalid;
    const reply: Reply =
      'command' in parsed
        ? run(parsed.command)
        : { id, done: false, code: 'BAD_COMMAND', message: 'this reporter does not know the command' };
    redis
      .multi()
      .rpush(replyTo, JSON.stringify(reply))
      .pexpire(replyTo, REPLY_RETENTION_MS)
      .exec()
      .catch(onError);
  }
}
