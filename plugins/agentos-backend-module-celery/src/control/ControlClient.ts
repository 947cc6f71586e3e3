import type { Clock, SourceStore } from '@agentos-portal/plugin-agentos-node';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import type { JsonObject } from '@backstage/types';
import { randomUUID } from 'node:crypto';
import { createEnvelope } from '../message';
import type { CeleryKeys } from '../redis/CeleryKeys';
import type { ControlReplies } from './ControlReplies';
import { PendingCall } from './PendingCall';
import { type ReplyConnection, ReplyInbox } from './ReplyInbox';

/** How long workers may take to answer. */
export const ANSWER_LIMIT_MS = 1_000;

/** Where the ids this source listened under are kept, so that the next start can clean up after a crash. */
const STORE_KEY = 'control.oids';

/** @internal */
export interface ControlClientOptions {
  keys: Pick<CeleryKeys, 'controlChannel' | 'replyExchange' | 'replyBinding' | 'replyList' | 'replyMember'>;
  /** Sends each command at most once. */
  commands: Pick<RedisConnection, 'run' | 'call'>;
  /** Opens the connection that waits for answers. */
  openReplies: () => ReplyConnection;
  store: SourceStore;
  clock: Clock;
  /** Node names of the workers that live; empty when none is known yet. */
  liveWorkers?: () => Iterable<string>;
}

/** @internal */
export interface CallOptions {
  /** Node names of the workers that shall do it; all when absent. */
  destination?: readonly string[];
  limitMs?: number;
}

/**
 * Celery's remote control. Answers of all calls arrive in one list, and are told apart by their tickets.
 *
 * Each start listens under an id of its own: a paused process that still waits for answers must not take those of its successor.
 * @internal
 */
export class ControlClient {
  private readonly oid = randomUUID();
  private readonly pending = new Map<string, PendingCall>();
  private readonly inbox: ReplyInbox;
  private bound: Promise<void> | undefined;
  /** Connections that hear requests and answer none: other monitors. */
  private silent = 0;

  constructor(private readonly options: ControlClientOptions) {
    this.inbox = new ReplyInbox({
      list: options.keys.replyList(this.oid),
      open: options.openReplies,
      onReply: (ticket, worker, reply, body) => this.pending.get(ticket)?.take(worker, reply, body),
      isAwaited: () => this.pending.size > 0,
    });
  }

  /**
   * Asks workers, and resolves with the last answer: when each that was named, each that lives, or as many as were reached have answered;
   * else after the limit.
   * @throws ServiceUnavailableError when Redis does not take the request
   */
  async call(
    method: string,
    args: JsonObject = {},
    { destination, limitMs = ANSWER_LIMIT_MS }: CallOptions = {},
  ): Promise<ControlReplies> {
    if (destination?.length === 0)
      return { replies: new Map(), bodies: new Map(), listeners: 0, missing: [] };
    const { clock, keys, liveWorkers } = this.options;
    await this.bind();
    const ticket = randomUUID();
    const call = new PendingCall({
      expected: destination ?? Array.from(liveWorkers?.() ?? []),
      onlyExpected: destination !== undefined,
      limitMs,
      clock,
    });
    this.pending.set(ticket, call);
    try {
      const replyTo = { exchange: keys.replyExchange, routing_key: this.oid };
      const listeners = await this.publish({ method, args, destination, reply: { ticket, replyTo } });
      call.reached(listeners, Math.max(1, listeners - this.silent));
      if (listeners === 0) return call.result();
      void this.inbox.listen();
      await call.done;
      const result = call.result();
      const answered = result.replies.size;
      if (!destination && answered > 0 && result.missing.length === 0) this.silent = listeners - answered;
      return result;
    } finally {
      this.pending.delete(ticket);
      call.dispose();
    }
  }

  /**
   * Tells workers without waiting for an answer.
   * @returns how many connections it reached
   * @throws ServiceUnavailableError when Redis does not take the request
   */
  async cast(method: string, args: JsonObject = {}, destination?: readonly string[]): Promise<number> {
    if (destination?.length === 0) return 0;
    return this.publish({ method, args, destination });
  }

  /** Leaves nothing behind: every worker reads the whole set of listeners for each answer. */
  async stop(): Promise<void> {
    const { keys, commands } = this.options;
    this.pending.forEach(call => call.dispose());
    this.pending.clear();
    this.inbox.close();
    if (!this.bound) return;
    try {
      await this.bound;
      await commands.run([
        ['SREM', keys.replyBinding, keys.replyMember(this.oid)],
        ['DEL', keys.replyList(this.oid)],
      ]);
      await this.options.store.delete(STORE_KEY);
    } catch {
      // The next start cleans it up.
    }
  }

  /** Once: from then on workers know where to answer. */
  private bind(): Promise<void> {
    this.bound ??= this.listenUnderOwnId().catch(error => {
      this.bound = undefined;
      throw error;
    });
    return this.bound;
  }

  private async listenUnderOwnId() {
    const { keys, commands, store } = this.options;
    const stale = ((await store.get<string[]>(STORE_KEY)) ?? []).filter(oid => oid !== this.oid);
    // Before it is bound: after a crash in between there is nothing to clean up, and never something that nobody knows of.
    await store.set(STORE_KEY, [...stale, this.oid]);
    for (const oid of stale) {
      await commands.run([
        ['SREM', keys.replyBinding, keys.replyMember(oid)],
        ['DEL', keys.replyList(oid)],
      ]);
    }
    await commands.call('SADD', keys.replyBinding, keys.replyMember(this.oid));
    await store.set(STORE_KEY, [this.oid]);
  }

  private async publish(request: {
    method: string;
    args: JsonObject;
    destination?: readonly string[];
    reply?: { ticket: string; replyTo: JsonObject };
  }): Promise<number> {
    const { keys, commands } = this.options;
    const { method, args, destination, reply } = request;
    const body: JsonObject = {
      method,
      arguments: args,
      destination: destination ? Array.from(destination) : null,
      pattern: null,
      matcher: null,
      ...(reply && { ticket: reply.ticket, reply_to: reply.replyTo }),
    };
    const exchange = keys.replyExchange.replace(/^reply\./, '');
    const envelope = createEnvelope({
      bodyText: JSON.stringify(body),
      delivery: { exchange, routingKey: '' },
    });
    return Number(await commands.call('PUBLISH', keys.controlChannel, JSON.stringify(envelope)));
  }
}
