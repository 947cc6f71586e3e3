import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MessageArchive } from '../operations';
import { seenMessage } from '../queues/messageFacts';
import type { UnackedMessages, UnackedReader } from '../queues/UnackedReader';
import type { WaitingMessages, WaitingReader } from '../queues/WaitingReader';
import type { ResultReader } from '../results/ResultReader';
import { endOfResult, type TaskResult } from '../results/TaskResult';
import type { Verdict } from '../tasks/TaskFacts';
import type { Task, TaskModel } from '../tasks/TaskModel';
import type { TaskReporter } from '../tasks/TaskReporter';
import { nameOf, queueOf } from '../tasks/taskRow';
import { hasEnded } from '../tasks/TaskView';
import type { HeldTask } from '../workers/HeldTask';
import type { Inspection, WorkerInspector } from '../workers/WorkerInspector';
import type { WorkerModel } from '../workers/WorkerModel';
import { type Evidence, judgeTask } from './judgeTask';

/** @internal */
export interface TaskRoundOptions {
  clock: Clock;
  logger: LoggerService;
  tasks: TaskModel;
  reporter: TaskReporter;
  workers: WorkerModel;
  whyGone: Evidence['whyGone'];
  waiting: WaitingReader;
  unacked: UnackedReader;
  /** Undefined where workers must not be asked. */
  inspector: WorkerInspector | undefined;
  /** Undefined where results are not read. */
  results: ResultReader | undefined;
  visibilityTimeoutSeconds: number;
  /** Keeps the messages that are seen. */
  archive: MessageArchive;
}

/** What a round found of the broker. @internal */
export interface RoundFindings {
  /** Ms since epoch. */
  at: number;
  waiting: WaitingMessages[];
  unacked: UnackedMessages;
  /** Ids of tasks whose messages a worker took that is gone; undefined when nobody can tell. */
  orphaned: ReadonlySet<string> | undefined;
}

const NOBODY: Inspection = { held: new Map(), told: new Set(), isComplete: false };

/** Tasks judged in one round; the rest has its turn in the next. */
const JUDGED = 2_000;

/**
 * Brings the model together with what is: looks where messages lie, asks workers what they have, and looks up the results of tasks that
 * are nowhere. Events tell everything else.
 * @internal
 */
export class TaskRound {
  constructor(private readonly options: TaskRoundOptions) {}

  /** @throws ServiceUnavailableError when the broker does not answer */
  async run(queues: readonly string[]): Promise<RoundFindings> {
    const { archive, clock, inspector, reporter } = this.options;
    const startedAt = clock.now();
    const waiting = await this.options.waiting.read(queues);
    const unacked = await this.options.unacked.read();
    for (const { tasks } of waiting) {
      for (const task of tasks) {
        archive.keep(task);
        reporter.takeMessage(task.id, seenMessage(task, 'waiting', startedAt));
      }
    }
    const askedAt = clock.now();
    for (const { task } of unacked.messages) {
      archive.keep(task);
      reporter.takeMessage(task.id, seenMessage(task, 'unacked', askedAt));
    }
    const inspection = inspector ? await inspector.run() : NOBODY;
    for (const held of inspection.held.values()) this.take(held, askedAt);
    const orphaned = await this.orphaned(unacked, inspection, startedAt);
    await this.judge(this.evidence({ startedAt, waiting, unacked, inspection, orphaned }));
    reporter.flush();
    return { at: startedAt, waiting, unacked, orphaned };
  }

  /** What a worker says it has. */
  private take({ id, worker, place, name, queue, startedAt, eta }: HeldTask, at: number) {
    const { reporter, tasks, workers } = this.options;
    const known = tasks.get(id)?.facts;
    if (known && hasEnded(tasks.get(id)!.view)) return;
    reporter.takeHolder(id, at);
    const base = { uuid: id, worker, clock: 0, name, queue };
    if (place === 'active' && startedAt !== undefined) {
      reporter.takeFound({ ...base, type: 'started', at: startedAt + workers.correctionMs(worker) });
    } else if (!known?.received) {
      reporter.takeFound({ ...base, type: 'received', at, eta });
    }
    const isIncomplete = !known || nameOf(known) === undefined || queueOf(known) === undefined;
    if (isIncomplete && name !== undefined) {
      reporter.takeMessage(id, { place: 'unacked', at, name, queue, retries: known?.message?.retries ?? 0 });
    }
  }

  /** Messages that were taken before workers were asked, are still not acknowledged, and that nobody has. */
  private async orphaned(unacked: UnackedMessages, { held, isComplete }: Inspection, startedAt: number) {
    if (!isComplete || !unacked.isWhole) return undefined;
    const { tasks, workers } = this.options;
    const isNews = (id: string) => {
      const task = tasks.get(id);
      const last = task?.facts.received?.at ?? -Infinity;
      return last >= startedAt && workers.get(task?.view.worker ?? '') !== undefined;
    };
    const alone = unacked.messages.filter(({ task }) => !held.has(task.id) && !isNews(task.id));
    const still = await this.options.unacked.stillThere(alone.map(({ tag }) => tag));
    return new Set(alone.flatMap(({ tag, task }) => (still.has(tag) ? [task.id] : [])));
  }

  private evidence(found: {
    startedAt: number;
    waiting: WaitingMessages[];
    unacked: UnackedMessages;
    inspection: Inspection;
    orphaned: ReadonlySet<string> | undefined;
  }): Evidence {
    const { startedAt, waiting, unacked, inspection, orphaned } = found;
    const wholeQueues = new Set(waiting.flatMap(({ queue, isWhole }) => (isWhole ? [queue] : [])));
    return {
      startedAt,
      waiting: new Set(waiting.flatMap(({ tasks }) => tasks.map(({ id }) => id))),
      unacked: new Set(unacked.messages.map(({ task }) => task.id)),
      isUnackedWhole: unacked.isWhole,
      orphaned: orphaned ?? new Set(),
      ...inspection,
      isLive: worker => this.options.workers.get(worker) !== undefined,
      whyGone: this.options.whyGone,
      isWhole: queue => (queue === undefined ? wholeQueues.size === waiting.length : wholeQueues.has(queue)),
      visibilityTimeoutSeconds: this.options.visibilityTimeoutSeconds,
    };
  }

  private async judge(evidence: Evidence) {
    const { tasks, reporter, clock } = this.options;
    const judged: Array<[string, Omit<Verdict, 'at'>]> = [];
    for (const task of tasks.underWay()) {
      const verdict = judgeTask(task, evidence);
      const isNews = verdict && (verdict.state !== task.view.state || verdict.reason !== task.view.reason);
      if (isNews && judged.length < JUDGED) judged.push([task.facts.id, verdict]);
    }
    const results = await this.resultsOf(
      judged.flatMap(([id, { state }]) => (state === 'queued' ? [] : [id])),
    );
    for (const [id, verdict] of judged) {
      const task = tasks.get(id);
      // Told while the results were read.
      if (!task || !judgeTask(task, evidence)) continue;
      const isEnded = this.takeEnd(task, results?.get(id));
      // Where the backend does not answer nobody can say how it ended.
      if (isEnded || (results === undefined && verdict.state !== 'queued')) continue;
      reporter.takeVerdict(id, { ...verdict, at: clock.now() });
    }
  }

  private takeEnd({ facts, view }: Task, result: TaskResult | undefined): boolean {
    const { tasks, reporter, workers } = this.options;
    const worker = view.worker ?? '';
    const end = result && endOfResult(result, worker, workers.correctionMs(worker));
    if (!end) return false;
    reporter.takeFound(end);
    const now = tasks.get(facts.id);
    return now !== undefined && hasEnded(now.view);
  }

  /** Undefined when there is a backend and it does not answer. */
  private async resultsOf(ids: string[]): Promise<Map<string, TaskResult> | undefined> {
    const { results, logger } = this.options;
    if (!results) return new Map();
    try {
      return await results.readMany(ids);
    } catch (error) {
      logger.warn(`Results cannot be read: ${(error as Error).message}`);
      return undefined;
    }
  }
}
