/**
 * A worker's blocking connection, by the name BullMQ gives it.
 * @internal
 */
export interface ClientName {
  queue: string;
  /** undefined for a worker that was given no name. */
  worker?: string;
}

/**
 * The keys of BullMQ under one prefix, as `QueueKeys` of bullmq builds them, and the way back.
 * @internal
 */
export class QueueKeys {
  constructor(readonly prefix: string) {}

  /** Key of a part of a queue (`wait`, `meta`, `events`, …) or of a job. */
  of(queue: string, part: string): string {
    return `${this.prefix}:${queue}:${part}`;
  }

  /** Pattern of all `meta` keys for SCAN. */
  get metaPattern(): string {
    return `${this.prefix.replace(/[\\*?[\]]/g, '\\$&')}:*:meta`;
  }

  /** The queue of a `meta` key. BullMQ allows no colon in a queue's name, so a key with one belongs to something else. */
  queueOfMeta(key: string): string | undefined {
    const queue = this.rest(key)?.match(/^([^:]+):meta$/);
    return queue?.[1];
  }

  /** Queue and id of a job's key. */
  parseJob(key: string): { queue: string; jobId: string } | undefined {
    const parts = this.rest(key)?.match(/^([^:]+):(.+)$/s);
    return parts ? { queue: parts[1], jobId: parts[2] } : undefined;
  }

  /** `<prefix>:<queue in base64>` with `:w:<name>` for a worker that has a name; anything else is no worker. */
  parseClientName(name: string): ClientName | undefined {
    const parts = this.rest(name)?.match(/^([A-Za-z0-9+/]+=*)(?::w:(.+))?$/);
    if (!parts) return undefined;
    const queue = Buffer.from(parts[1], 'base64').toString();
    if (Buffer.from(queue).toString('base64') !== parts[1]) return undefined;
    return { queue, worker: parts[2] };
  }

  private rest(key: string): string | undefined {
    return key.startsWith(`${this.prefix}:`) ? key.slice(this.prefix.length + 1) : undefined;
  }
}
