import type { JsonObject, JsonValue } from '@backstage/types';
import { Redis } from 'ioredis';
import { bodyOf, createEnvelope, isObject, parseEnvelope } from '../message';

/** What each of them answers; everything else is an empty list. */
const ANSWERS: Record<string, (index: number) => JsonValue> = {
  stats: index => ({ pid: index, uptime: 60, pool: { 'max-concurrency': 4, processes: [] } }),
  active_queues: () => [{ name: 'celery', exchange: { name: 'celery', type: 'direct' } }],
  enable_events: () => ({ ok: 'task events enabled' }),
};

/** Many workers that send heartbeats and answer what they are asked, without doing anything. */
export class SimulatedWorkers {
  private readonly subscriber: Redis;

  static async start(url: string, commands: Redis, count: number) {
    const workers = new SimulatedWorkers(url, commands, count);
    await workers.subscriber.subscribe('/0.celery.pidbox');
    return workers;
  }

  private constructor(
    url: string,
    private readonly commands: Redis,
    private readonly count: number,
  ) {
    this.subscriber = new Redis(url);
    this.subscriber.on('message', (_channel, message) => void this.answer(message));
  }

  get names() {
    return Array.from({ length: this.count }, (_, index) => `w${index}@sim`);
  }

  async beat(timestamp: number) {
    const pipeline = this.commands.pipeline();
    this.names.forEach((hostname, pid) => {
      const fields = { type: 'worker-heartbeat', hostname, pid, freq: 2, active: 0, processed: 1, timestamp };
      pipeline.publish('/0.celeryev/worker.heartbeat', this.envelope(fields));
    });
    await pipeline.exec();
  }

  close() {
    this.subscriber.disconnect();
  }

  private envelope(body: JsonObject, headers: JsonObject = {}) {
    return JSON.stringify(
      createEnvelope({
        bodyText: JSON.stringify(body),
        delivery: { exchange: 'celeryev', routingKey: '' },
        headers,
      }),
    );
  }

  private async answer(message: string) {
    const envelope = parseEnvelope(message);
    const body = envelope && bodyOf(envelope);
    if (!isObject(body) || !isObject(body.reply_to)) return;
    const { method, destination, ticket, reply_to: replyTo } = body;
    const asked = Array.isArray(destination) ? new Set(destination) : undefined;
    const pipeline = this.commands.pipeline();
    this.names.forEach((name, index) => {
      if (asked && !asked.has(name)) return;
      const answer = ANSWERS[String(method)]?.(index) ?? [];
      const text = this.envelope({ [name]: answer }, { ticket: ticket! });
      pipeline.lpush(`${String(replyTo.routing_key)}.reply.celery.pidbox`, text);
    });
    await pipeline.exec();
  }
}
