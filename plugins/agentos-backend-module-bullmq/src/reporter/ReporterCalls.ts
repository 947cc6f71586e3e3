import {
  type CommandAction,
  commandChannel,
  parseReply,
  type Reply,
  replyKey,
} from '@agentos-portal/plugin-agentos-bullmq-reporter/protocol';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import { randomUUID } from 'node:crypto';
import { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';

/** How long a process may take to answer. */
const ANSWER_LIMIT_MS = 3_000;

/** Of one wait for answers; there is another as long as somebody waits. */
const BLOCK_SECONDS = 1;

/**
 * What came of a command: the answer, `unheard` when no process listens, `unanswered` when it is not known what was done.
 * @internal
 */
export type CallResult = Reply | 'unheard' | 'unanswered';

/** @internal */
export interface ReporterCallsOptions {
  url: string;
  /** Shown by CLIENT LIST. */
  name: string;
  prefix: string;
  clock: Clock;
}

/**
 * Sends commands to reporters. Answers of all calls arrive in one list, read over a connection of its own that is opened with
 * the first call.
 * @internal
 */
export class ReporterCalls {
  private readonly waiting = new Map<string, (reply: Reply) => void>();
  private readonly replyTo: string;
  private commands: RedisConnection | undefined;
  private replies: RedisConnection | undefined;
  private listening = false;

  constructor(private readonly options: ReporterCallsOptions) {
    this.replyTo = replyKey(options.prefix, randomUUID());
  }

  /** @throws ServiceUnavailableError when Redis does not take the command */
  async call(processId: string, action: CommandAction): Promise<CallResult> {
    const { prefix, clock } = this.options;
    const id = randomUUID();
    let cancelLimit = () => {};
    const answer = new Promise<CallResult>(resolve => {
      this.waiting.set(id, resolve);
      cancelLimit = clock.after(ANSWER_LIMIT_MS, () => resolve('unanswered'));
    });
    try {
      this.commands ??= this.open(ANSWER_LIMIT_MS);
      const command = JSON.stringify({ ...action, id, replyTo: this.replyTo });
      const listeners = await this.commands.call('PUBLISH', commandChannel(prefix, processId), command);
      if (listeners === 0) return 'unheard';
      void this.listen();
      return await answer;
    } finally {
      cancelLimit();
      this.waiting.delete(id);
    }
  }

  stop() {
    this.commands?.close();
    this.replies?.close();
  }

  private async listen() {
    if (this.listening) return;
    this.listening = true;
    this.replies ??= this.open(BLOCK_SECONDS * 1_000 + ANSWER_LIMIT_MS);
    while (this.waiting.size > 0) {
      try {
        const [, text] = ((await this.replies.call('BLPOP', this.replyTo, BLOCK_SECONDS)) ?? []) as string[];
        const reply = text === undefined ? undefined : parseReply(text);
        if (reply) this.waiting.get(reply.id)?.(reply);
      } catch {
        // Whoever waits is told by the limit.
        break;
      }
    }
    this.listening = false;
  }

  private open(limitMs: number) {
    const { url, name } = this.options;
    return new RedisConnection({ url, name, limitMs });
  }
}
