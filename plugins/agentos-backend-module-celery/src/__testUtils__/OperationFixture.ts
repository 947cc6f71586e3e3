import { type OperationKind, rowId } from '@agentos-portal/plugin-agentos-common';
import { type SourceStore, systemClock, type TargetOutcome } from '@agentos-portal/plugin-agentos-node';
import { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { MemorySourceStore, RedisServer, waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { JsonObject, JsonValue } from '@backstage/types';
import { Redis } from 'ioredis';
import { ControlClient } from '../control';
import { parseTaskMessage, type TaskMessage } from '../message';
import { type FleetView, type KnownTask, MessageArchive, Operator } from '../operations';
import { CeleryWorker, type CeleryWorkerOptions, runPython } from './CeleryWorker';
import { defaultKeys } from './defaultKeys';

/** What a source's model would know, said by the test. */
export class SaidFleet implements FleetView {
  readonly tasks = new Map<string, KnownTask>();
  readonly cancelledIds: string[] = [];
  readonly repeats = new Map<string, string>();
  readonly pausedQueues = new Set<string>();
  readonly drained = new Set<string>();
  readonly queueNames = new Set(['celery']);
  readonly living = new Set<string>();

  task(id: string) {
    return this.tasks.get(id);
  }

  queues() {
    return this.queueNames;
  }

  workers() {
    return this.living;
  }

  cancelled(ids: readonly string[]) {
    this.cancelledIds.push(...ids);
  }

  repeated(newId: string, oldId: string) {
    this.repeats.set(newId, oldId);
  }

  draining(worker: string, isDraining: boolean) {
    if (isDraining) this.drained.add(worker);
    else this.drained.delete(worker);
  }

  paused(queue: string, isPaused: boolean) {
    if (isPaused) this.pausedQueues.add(queue);
    else this.pausedQueues.delete(queue);
  }
}

/** An operator on a Redis and workers of the test's own. */
export class OperationFixture {
  readonly workers: CeleryWorker[] = [];
  private store: SourceStore = new MemorySourceStore();
  readonly admin: Redis;
  private readonly commands: RedisConnection;
  private readonly clients: ControlClient[] = [];
  private operations = 0;
  private queues = 0;

  static async start() {
    return new OperationFixture(await RedisServer.start());
  }

  private constructor(readonly redis: RedisServer) {
    this.admin = new Redis(redis.url);
    this.commands = new RedisConnection({ url: redis.url, name: 'test', limitMs: 10_000, atMostOnce: true });
  }

  async worker(options: CeleryWorkerOptions = {}): Promise<CeleryWorker> {
    const worker = await CeleryWorker.start(this.redis.url, options);
    this.workers.push(worker);
    return worker;
  }

  /** As a portal has it after its start. */
  async operator({ results = true }: { results?: boolean } = {}) {
    const fleet = new SaidFleet();
    // No worker takes from it: one that stopped taking from a queue may still hold out a hand for a second.
    const queue = `later-${(this.queues += 1)}`;
    fleet.queueNames.add(queue);
    for (const { node, hasEnded } of this.workers) if (!hasEnded) fleet.living.add(node);
    const { commands, store } = this;
    const control = new ControlClient({
      keys: defaultKeys,
      commands,
      openReplies: () => new RedisConnection({ url: this.redis.url, name: 'replies', limitMs: 10_000 }),
      store: new MemorySourceStore(),
      clock: systemClock,
      liveWorkers: () => fleet.workers(),
    });
    this.clients.push(control);
    const archive = new MessageArchive();
    const operator = new Operator({
      sourceId: 'celery',
      keys: defaultKeys,
      connection: commands,
      commands,
      results: results ? { connection: commands, keyPrefix: 'celery-task-meta-' } : undefined,
      control,
      fleet,
      archive,
      store,
      clock: systemClock,
    });
    await operator.start();
    const operate = async (
      kind: OperationKind,
      names: string[],
      params: JsonObject = {},
      operationId = `op-${(this.operations += 1)}`,
    ): Promise<TargetOutcome[]> =>
      operator.operate(
        {
          operationId,
          kind,
          targets: names.map(name => rowId('celery', name)),
          params,
          actor: 'user:default/ada',
        },
        AbortSignal.timeout(60_000),
      );
    // As long as it takes: what a test asks is always answered.
    const call: ControlClient['call'] = (method, args, callOptions) =>
      control.call(method, args, { limitMs: 60_000, ...callOptions });
    return { operator, fleet, archive, control: { call }, operate, queue };
  }

  /** Runs Python beside the workers. */
  async python(script: string): Promise<string> {
    return runPython(this.redis.url, script);
  }

  /** The messages that wait in a queue, first those that run next. */
  async waiting(queue: string): Promise<TaskMessage[]> {
    const lists = await Promise.all(
      defaultKeys.queueLists(queue).map(list => this.admin.lrange(list, 0, -1)),
    );
    return lists.flatMap(list => list.reverse().map(raw => parseTaskMessage(raw)!));
  }

  /** What the tasks said so far. */
  async notes(): Promise<string[]> {
    return this.admin.lrange('notes', 0, -1);
  }

  async waitForNote(note: string) {
    return waitFor(async () => (await this.notes()).includes(note), `the note ${note}`);
  }

  async result(id: string): Promise<JsonObject | undefined> {
    const text = await this.admin.get(`celery-task-meta-${id}`);
    return text === null ? undefined : JSON.parse(text);
  }

  async waitForResult(id: string, status: string) {
    return waitFor(async () => {
      const result = await this.result(id);
      return result?.status === status && result;
    }, `${id} to be ${status}`);
  }

  /** Everything that was sent to this queue before has begun. */
  async settle(control: Pick<ControlClient, 'call'>, queue = 'celery') {
    const word = `settled ${Math.random()}`;
    await this.python(`note.apply_async([${JSON.stringify(word)}], queue=${JSON.stringify(queue)})`);
    await this.waitForNote(`'${word}'`);
    const reply: JsonValue | undefined = (await control.call('ping')).replies.values().next().value;
    return reply;
  }

  /** Forgets what was done, in Redis and in the store. */
  async clear() {
    this.store = new MemorySourceStore();
    await Promise.all(this.clients.splice(0).map(client => client.stop()));
    const kept = ['_kombu.binding.celery', '_kombu.binding.celery.pidbox', '_kombu.binding.celeryev'];
    const keys = (await this.admin.keys('*')).filter(
      key => !kept.includes(key) && !key.startsWith('unacked'),
    );
    if (keys.length > 0) await this.admin.del(keys);
  }

  async close() {
    await Promise.all(this.clients.map(client => client.stop()));
    await Promise.all(this.workers.map(worker => worker.kill()));
    this.commands.close();
    this.admin.disconnect();
    await this.redis.stop();
  }
}
