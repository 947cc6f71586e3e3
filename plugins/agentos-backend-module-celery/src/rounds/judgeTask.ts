import type { TaskFacts, Verdict } from '../tasks/TaskFacts';
import type { Task } from '../tasks/TaskModel';
import { queueOf } from '../tasks/taskRow';
import { toldAt } from '../tasks/TaskView';

/**
 * What a round found: where messages lie, and what workers say they have.
 * @internal
 */
export interface Evidence {
  /** When the round began, ms since epoch. */
  startedAt: number;
  waiting: ReadonlySet<string>;
  unacked: ReadonlySet<string>;
  isUnackedWhole: boolean;
  /** Un-acknowledged, and no worker that lives has them. */
  orphaned: ReadonlySet<string>;
  held: { has(id: string): boolean };
  /** Workers that said all they have. */
  told: ReadonlySet<string>;
  /** Every worker that listens did. */
  isComplete: boolean;
  isLive(worker: string): boolean;
  /** Why the process that had the name then is gone. */
  whyGone(worker: string, at: number): string | undefined;
  /** All messages of a queue were seen; of all queues for undefined. */
  isWhole(queue: string | undefined): boolean;
  visibilityTimeoutSeconds: number;
}

/** What was told within this long may be overtaken by what is about to be told. */
const SETTLE_MS = 5_000;

type Judgement = Omit<Verdict, 'at'>;

const lastSign = (facts: TaskFacts) => Math.max(toldAt(facts), facts.message?.at ?? -Infinity);

/** Why the worker that has a task is gone. */
function whyHolderGone({ facts, view }: Task, evidence: Evidence): string | undefined {
  const { worker } = view;
  if (!worker) return undefined;
  const told = evidence.whyGone(worker, toldAt(facts));
  if (told) return told;
  return evidence.isComplete && !evidence.isLive(worker) ? 'it does not answer' : undefined;
}

/**
 * What a task under way is when neither its queue nor a worker has it. Whether a result tells more is looked up before it is believed.
 * @returns undefined when it is where it should be, or nobody can say
 * @internal
 */
export function judgeTask(task: Task, evidence: Evidence): Judgement | undefined {
  const { facts, view } = task;
  const { id } = facts;
  if (evidence.waiting.has(id) || evidence.held.has(id)) return undefined;
  const { worker } = view;
  const hasStarted = view.startedAt !== undefined;
  const why = whyHolderGone(task, evidence);
  if (evidence.orphaned.has(id)) {
    const who = worker ? `${worker} is gone${why ? `: ${why}` : ''}` : 'the worker that took it is gone';
    const back = `its message comes back to the queue ${evidence.visibilityTimeoutSeconds} s after it was taken`;
    return { state: hasStarted ? 'lost' : 'queued', reason: `${who}; ${back}` };
  }
  if (evidence.unacked.has(id)) return undefined;
  const isSettled = lastSign(facts) < evidence.startedAt - SETTLE_MS;
  if (worker) {
    if (why) {
      const isCertain = hasStarted || evidence.isUnackedWhole;
      return isCertain ? { state: 'lost', reason: `${worker} is gone: ${why}` } : undefined;
    }
    const isAway = evidence.told.has(worker) && isSettled && evidence.isUnackedWhole;
    return isAway
      ? { state: 'unknown', reason: `${worker} does not have it any more, and nobody told how it ended` }
      : undefined;
  }
  const isNowhere =
    isSettled && evidence.isComplete && evidence.isUnackedWhole && evidence.isWhole(queueOf(facts));
  return isNowhere
    ? { state: 'unknown', reason: 'its message is in no queue, and nobody told what became of it' }
    : undefined;
}
