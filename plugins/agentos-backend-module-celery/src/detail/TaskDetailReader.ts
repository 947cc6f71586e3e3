import type { Clock, JobDetail } from '@agentos-portal/plugin-agentos-node';
import type { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import type { ControlClient } from '../control';
import type { TaskMessage } from '../message';
import { chainIds, isFields, type MessageArchive } from '../operations';
import { seenMessage } from '../queues/messageFacts';
import type { QueueDirectory } from '../queues/QueueDirectory';
import type { UnackedReader } from '../queues/UnackedReader';
import type { CeleryKeys } from '../redis/CeleryKeys';
import type { ResultReader } from '../results/ResultReader';
import { endOfResult, parseResult } from '../results/TaskResult';
import { celeryRowId } from '../rowIds';
import { type TaskFacts, withEvent, withMessage } from '../tasks/TaskFacts';
import type { TaskModel } from '../tasks/TaskModel';
import { nameOf, parentOf, queueOf, taskRow } from '../tasks/taskRow';
import { hasEnded, viewTask } from '../tasks/TaskView';
import type { WorkerModel } from '../workers/WorkerModel';
import {
  argumentsOfFields,
  argumentsOfMessage,
  childIds,
  type FoundArguments,
  omittedArguments,
  readExact,
} from './taskArguments';
import { TaskFinder } from './TaskFinder';
import { attemptsOf, errorDetail, timelineOf } from './taskHistory';

/** @internal */
export interface TaskDetailOptions {
  sourceId: string;
  connection: RedisConnection;
  keys: CeleryKeys;
  clock: Clock;
  tasks: TaskModel;
  unacked: UnackedReader;
  directory: QueueDirectory;
  results: ResultReader | undefined;
  archive: MessageArchive;
  /** Undefined where workers must not be asked. */
  workers: { control: Pick<ControlClient, 'call'>; model: WorkerModel } | undefined;
}

const ANSWER_LIMIT_MS = 1_000;

/** Children told of one task. */
const CHILDREN = 500;

/**
 * Puts together all that is known of one task: what events told, its message where it still lies somewhere, its result, and what the
 * worker that runs it says.
 * @internal
 */
export class TaskDetailReader {
  private readonly finder: TaskFinder;

  constructor(private readonly options: TaskDetailOptions) {
    this.finder = new TaskFinder(options);
  }

  /**
   * @returns undefined when there is no trace of it
   * @throws ServiceUnavailableError when a Redis does not answer
   */
  async read(id: string): Promise<JobDetail | undefined> {
    const { sourceId, tasks } = this.options;
    const known = tasks.get(id);
    const [message, kept] = await Promise.all([this.findMessage(id), this.options.results?.readText(id)]);
    const result = parseResult(id, kept?.text);
    if (!known && !message && !result) return undefined;
    const facts = this.complete(known?.facts ?? { id }, message, result);
    const view = viewTask(facts);
    const exact = readExact(kept?.text);
    const sent = message?.task ?? this.options.archive.message(id);
    const found =
      (sent && argumentsOfMessage(sent)) ??
      argumentsOfFields(exact) ??
      (hasEnded(view) ? undefined : await this.askWorker(id, view.worker)) ??
      omittedArguments(facts);
    const omittedResult =
      kept && kept.text === undefined && kept.bytes > 0
        ? { bytes: kept.bytes, reason: 'long' as const }
        : undefined;
    return {
      job: taskRow(sourceId, facts, view),
      // Without its name only the result of it is left.
      partial: nameOf(facts) === undefined ? true : undefined,
      ...this.payload(found, omittedResult),
      result: view.state === 'completed' && isFields(exact) ? exact.result : undefined,
      attempts: attemptsOf(facts, view),
      timeline: timelineOf(facts, view),
      error: errorDetail(view),
      flow: this.flow(facts, sent, childIds(result?.fields.children)),
    };
  }

  private payload(found: FoundArguments | undefined, result: { bytes: number; reason: 'long' } | undefined) {
    const args = found && 'omitted' in found ? found.omitted : undefined;
    return {
      args: found && 'value' in found ? found.value : undefined,
      omitted: args || result ? { args, result } : undefined,
    };
  }

  // A task that runs or ended has no message in a list any more.
  private async findMessage(id: string) {
    const { tasks, directory } = this.options;
    const known = tasks.get(id);
    if (known && hasEnded(known.view)) return undefined;
    const queue = known && queueOf(known.facts);
    return this.finder.find(id, queue === undefined ? directory.names() : [queue]);
  }

  private complete(
    facts: TaskFacts,
    message: { task: TaskMessage; place: 'waiting' | 'unacked' } | undefined,
    result: ReturnType<typeof parseResult>,
  ): TaskFacts {
    const seen = message
      ? withMessage(facts, seenMessage(message.task, message.place, this.options.clock.now()))
      : facts;
    const view = viewTask(seen);
    if (!result || hasEnded(view)) return seen;
    const end = endOfResult(result, view.worker ?? '', 0);
    return end ? withEvent(seen, end) : seen;
  }

  /** The worker that has it tells the arguments as they are. */
  private async askWorker(id: string, worker: string | undefined): Promise<FoundArguments | undefined> {
    const { workers } = this.options;
    if (!workers || worker === undefined || !workers.model.get(worker)) return undefined;
    const options = { destination: [worker], limitMs: ANSWER_LIMIT_MS };
    const { bodies } = await workers.control.call('query_task', { ids: [id] }, options);
    // `{worker: {id: [place, request]}}`
    const body = readExact(bodies.get(worker));
    const tasks = isFields(body) ? body[worker] : undefined;
    const entry = isFields(tasks) ? tasks[id] : undefined;
    return argumentsOfFields(Array.isArray(entry) ? entry[1] : undefined);
  }

  private flow(facts: TaskFacts, message: TaskMessage | undefined, results: string[]): JobDetail['flow'] {
    const { sourceId, tasks } = this.options;
    const { id } = facts;
    const parent = parentOf(facts);
    const children = new Set(results);
    // The rest of a chain stands in reverse order.
    const next = message && chainIds(message).at(-1);
    if (next !== undefined) children.add(next);
    for (const held of [tasks.underWay(), tasks.recent()]) {
      for (const { facts: other } of held) if (parentOf(other) === id) children.add(other.id);
    }
    // A retry names itself.
    children.delete(id);
    const rows = Array.from(children)
      .slice(0, CHILDREN)
      .map(child => celeryRowId(sourceId, child));
    if (parent === undefined && rows.length === 0) return undefined;
    return { parent: parent === undefined ? undefined : celeryRowId(sourceId, parent), children: rows };
  }
}
