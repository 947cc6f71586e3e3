/**
 * The settings of a Celery application that decide what keys and channels are called.
 * @internal
 */
export interface CeleryNames {
  /** Database number of the broker: Redis PUB/SUB knows no databases, so channels carry it. */
  database: number;
  /** Put before every key and channel. */
  globalKeyprefix: string;
  /** Put before channels; `{db}` in it is the database number. Empty for none. */
  fanoutPrefix: string;
  /** Whether channels end in the routing key. */
  fanoutPatterns: boolean;
  /** Between the name of a queue and its priority. */
  sep: string;
  /** Ascending, the first is 0. */
  prioritySteps: readonly number[];
  eventExchange: string;
  controlExchange: string;
}

/** A queue that is bound to an exchange. @internal */
export interface Binding {
  routingKey: string;
  queue: string;
}

const BINDING = '_kombu.binding.';

const escapeGlob = (text: string) => text.replace(/[\\*?[\]]/g, '\\$&');

/**
 * The keys and channels of Celery on a Redis broker, as kombu builds them, and the way back.
 * @internal
 */
export class CeleryKeys {
  /** Hash of delivery tag to the message a worker took and has not acknowledged. */
  readonly unacked: string;
  /** Sorted set of delivery tag by the time it was taken. */
  readonly unackedIndex: string;
  /** Channel that workers take requests from. */
  readonly controlChannel: string;
  /** Exchange that replies to requests name. */
  readonly replyExchange: string;
  /** Set of who waits for replies. */
  readonly replyBinding: string;
  /** Pattern of all channels of events. */
  readonly eventPattern: string;
  /** Pattern of all bindings, for SCAN. */
  readonly bindingPattern: string;

  constructor(private readonly names: CeleryNames) {
    const { controlExchange, eventExchange, fanoutPatterns } = names;
    this.unacked = this.key('unacked');
    this.unackedIndex = this.key('unacked_index');
    this.controlChannel = this.channel(`${controlExchange}.pidbox`);
    this.replyExchange = `reply.${controlExchange}.pidbox`;
    this.replyBinding = this.key(`${BINDING}${this.replyExchange}`);
    this.eventPattern = `${escapeGlob(this.channel(eventExchange))}${fanoutPatterns ? '/*' : ''}`;
    this.bindingPattern = `${escapeGlob(this.key(BINDING))}*`;
  }

  /** Lists of a queue's messages, in the order workers take from them: lower numbers run first. */
  queueLists(queue: string): string[] {
    return this.names.prioritySteps.map(step => this.listOf(queue, step));
  }

  /** The list that a message of this priority waits in. */
  priorityList(queue: string, priority = 0): string {
    const { prioritySteps } = this.names;
    return this.listOf(queue, prioritySteps.filter(step => step <= priority).at(-1) ?? prioritySteps[0]);
  }

  /** Channel of an event, e.g. `task.sent`. */
  eventChannel(routingKey: string): string {
    return this.channel(this.names.eventExchange, routingKey);
  }

  /** List of the replies to the one with this id. */
  replyList(oid: string): string {
    return this.key(this.replyQueue(oid));
  }

  /** Member of {@link replyBinding} that makes replies reach it. */
  replyMember(oid: string): string {
    const { sep } = this.names;
    return `${oid}${sep}${sep}${this.replyQueue(oid)}`;
  }

  /** A key of the portal itself, beside those of Celery. */
  own(name: string): string {
    return this.key(`agentos.${name}`);
  }

  /** The exchange of a key of a binding; undefined for another key, and for those of control and events. */
  exchangeOfBinding(key: string): string | undefined {
    const start = this.key(BINDING);
    if (!key.startsWith(start)) return undefined;
    const exchange = key.slice(start.length);
    const isInternal = exchange.includes('pidbox') || exchange.startsWith(this.names.eventExchange);
    return isInternal ? undefined : exchange;
  }

  /** Reads a member of a binding. */
  parseBinding(member: string): Binding | undefined {
    const [routingKey, , queue, ...rest] = member.split(this.names.sep);
    return queue && rest.length === 0 ? { routingKey, queue } : undefined;
  }

  private replyQueue(oid: string) {
    return `${oid}.${this.replyExchange}`;
  }

  private listOf(queue: string, step: number) {
    return this.key(step === 0 ? queue : `${queue}${this.names.sep}${step}`);
  }

  private key(name: string) {
    return `${this.names.globalKeyprefix}${name}`;
  }

  private channel(exchange: string, routingKey = '') {
    const { database, fanoutPatterns, fanoutPrefix } = this.names;
    const prefix = fanoutPrefix.replaceAll('{db}', String(database));
    return this.key(`${prefix}${exchange}${routingKey && fanoutPatterns ? `/${routingKey}` : ''}`);
  }
}
