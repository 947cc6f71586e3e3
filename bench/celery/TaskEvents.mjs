import { randomUUID } from 'node:crypto';

const HOST = 'bench@worker';
const BATCH = 3;

const envelope = (routingKey, body) =>
  JSON.stringify({
    body: Buffer.from(JSON.stringify(body)).toString('base64'),
    'content-encoding': 'utf-8',
    'content-type': 'application/json',
    headers: { hostname: HOST },
    properties: {
      delivery_mode: 1,
      delivery_info: { exchange: 'celeryev', routing_key: routingKey },
      priority: 0,
      body_encoding: 'base64',
      delivery_tag: randomUUID(),
    },
  });

/** Publishes the events of tasks that begin and end, as a worker with `-E` does: received, started, succeeded; batches of up to three. */
export class TaskEvents {
  #clock = 0;

  constructor(redis) {
    this.redis = redis;
  }

  /** Three events for each of so many tasks. */
  async publish(tasks) {
    const pipeline = this.redis.pipeline();
    for (let task = 0; task < tasks; task += 1) {
      pipeline.publish('/0.celeryev/task.multi', envelope('task.multi', this.#task().slice(0, BATCH)));
    }
    await pipeline.exec();
  }

  #task() {
    const uuid = randomUUID();
    const now = Date.now() / 1000;
    const event = (type, more) => {
      this.#clock += 1;
      return {
        type,
        uuid,
        hostname: HOST,
        pid: 1,
        clock: this.#clock,
        utcoffset: 0,
        timestamp: now + this.#clock * 1e-6,
        ...more,
      };
    };
    return [
      event('task-received', {
        name: 'embed.document',
        args: "('a-document',)",
        kwargs: '{}',
        root_id: uuid,
        parent_id: null,
        retries: 0,
        eta: null,
        expires: null,
      }),
      event('task-started'),
      event('task-succeeded', { result: "{'chunks': 12}", runtime: 0.25 }),
    ];
  }
}
