import type { JobState } from '@agentos-portal/plugin-agentos-common';
import { compareEvents, type TaskFacts, type Verdict } from './TaskFacts';
import type { TaskEvent } from '../events/CeleryEvent';

/**
 * What a task is by its facts. Times are ms since epoch.
 * @internal
 */
export interface TaskView {
  state: JobState;
  reason?: string;
  /** Node name of the worker that runs, ran or holds it. */
  worker?: string;
  /** Attempts made; the one that runs counts. */
  attempt?: number;
  startedAt?: number;
  finishedAt?: number;
  waitMs?: number;
  runMs?: number;
  /** The event of its last failure, also of one that is tried again. */
  failure?: TaskEvent;
}

const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  9: 'SIGKILL',
  15: 'SIGTERM',
};

const isSince = (event: TaskEvent | undefined, begin: TaskEvent | undefined): event is TaskEvent =>
  event !== undefined && (begin === undefined || compareEvents(event, begin) >= 0);

function whyRevoked({ terminated, signum, expired, reason }: TaskEvent): string {
  if (reason !== undefined) return reason;
  if (expired) return 'expired before it started';
  if (!terminated) return 'revoked before it started';
  const signal = signum === undefined ? undefined : (SIGNALS[signum] ?? `signal ${signum}`);
  return `terminated while it ran${signal ? ` (${signal})` : ''}`;
}

/** Ends, strongest first, and what a task is by each. */
const ENDS: Array<{
  type: 'succeeded' | 'failed' | 'revoked' | 'rejected';
  state: JobState;
  reason?: (event: TaskEvent) => string;
  counts?: (event: TaskEvent) => boolean;
}> = [
  { type: 'succeeded', state: 'completed' },
  { type: 'failed', state: 'failed' },
  { type: 'revoked', state: 'cancelled', reason: whyRevoked },
  {
    type: 'rejected',
    state: 'failed',
    reason: () => 'rejected by its worker, its message was thrown away',
    counts: ({ requeue }) => requeue !== true,
  },
];

/** Duration between two moments, undefined when the clocks of two machines contradict each other. */
const between = (from: number | undefined, to: number | undefined) =>
  from !== undefined && to !== undefined && to >= from ? to - from : undefined;

const retriesOf = ({ received, sent, message }: TaskFacts) =>
  Math.max(received?.retries ?? 0, sent?.retries ?? 0, message?.retries ?? 0);

/** When its current attempt was ready to run: known of what was sent under our eyes, and of what had a time to start at. */
function readyAt(facts: TaskFacts): number | undefined {
  const { received, sent, sentAt } = facts;
  const retries = received?.retries ?? 0;
  const ofAttempt = sent && (sent.retries ?? 0) === retries ? sent : undefined;
  return received?.eta ?? ofAttempt?.eta ?? (retries === 0 ? sentAt : ofAttempt?.at);
}

function endOf(facts: TaskFacts): TaskView | undefined {
  const { received, started } = facts;
  for (const { type, state, reason, counts } of ENDS) {
    const event = facts[type];
    // Received anew since: a retry, or a delivery once more.
    if (!isSince(event, received) || (counts && !counts(event))) continue;
    const ran = isSince(started, received) && compareEvents(started, event) <= 0 ? started : undefined;
    return {
      state,
      reason: reason?.(event),
      worker: event.worker || ran?.worker || received?.worker,
      attempt: received || ran ? retriesOf(facts) + 1 : undefined,
      startedAt: ran?.at,
      finishedAt: event.at,
      waitMs: between(readyAt(facts), ran?.at),
      runMs: event.runtimeMs ?? between(ran?.at, event.at),
      failure: state === 'failed' ? event : undefined,
    };
  }
  return undefined;
}

/** It waits, wherever its message is. */
function waiting(facts: TaskFacts, eta: number | undefined, more: Partial<TaskView>): TaskView {
  const retries = retriesOf(facts);
  const state = retries > 0 ? 'retrying' : 'queued';
  return {
    state: retries === 0 && eta !== undefined ? 'scheduled' : state,
    attempt: retries,
    failure: retries > 0 ? facts.retried : undefined,
    ...more,
  };
}

const heldBy = ({ worker }: TaskEvent) => (worker ? `held by ${worker}` : undefined);

function underWay(facts: TaskFacts): TaskView {
  const { received, started, retried, rejected, cancelled, message, sent } = facts;
  const last = [received, started, retried, rejected, cancelled].reduce(
    (latest, event) => (event && event.at > latest ? event.at : latest),
    -Infinity,
  );
  // Its message waits and nothing happened since: whoever had it gave it back.
  if (message?.place === 'waiting' && message.at > last) return waiting(facts, message.eta, {});
  const current = isSince(started, received) ? started : undefined;
  if (current && isSince(cancelled, current)) {
    return waiting(facts, undefined, { reason: `given back by ${cancelled.worker}, which lost its broker` });
  }
  if (isSince(rejected, received) && isSince(rejected, current)) {
    return waiting(facts, undefined, { reason: `rejected by ${rejected.worker} and put back` });
  }
  // The end of one attempt may be told after the beginning of the next, by another worker.
  const isOver = current && retried && retried.worker === current.worker && isSince(retried, current);
  if (current && !isOver) {
    return {
      state: 'processing',
      worker: current.worker,
      attempt: retriesOf(facts) + 1,
      startedAt: current.at,
      waitMs: between(readyAt(facts), current.at),
    };
  }
  if (isOver || (retried && isSince(retried, received))) {
    return { state: 'retrying', attempt: Math.max(1, retriesOf(facts)), failure: retried };
  }
  if (received) {
    return waiting(facts, received.eta, { worker: received.worker, reason: heldBy(received) });
  }
  if (message) return waiting(facts, message.eta, {});
  if (sent) return waiting(facts, sent.eta, {});
  return { state: 'unknown', reason: 'nothing is known of it but its id' };
}

/** When something was told of it last, other than that its message lies somewhere. @internal */
export function toldAt(facts: TaskFacts): number {
  const { sent, received, started, retried, rejected, cancelled, succeeded, failed, revoked } = facts;
  return [sent, received, started, retried, rejected, cancelled, succeeded, failed, revoked].reduce(
    (latest, event) => (event && event.at > latest ? event.at : latest),
    -Infinity,
  );
}

/** @internal */
export const hasEnded = ({ state }: Pick<TaskView, 'state'>): boolean =>
  state === 'completed' || state === 'failed' || state === 'cancelled';

/** Nothing was told or seen of the task since. */
function holds({ at }: Verdict, facts: TaskFacts): boolean {
  const { message, heldAt = -Infinity } = facts;
  const isBack = message?.place === 'waiting' && message.at > at;
  return at >= toldAt(facts) && at >= heldAt && !isBack;
}

/**
 * What a task is by its facts: a pure function.
 * @internal
 */
export function viewTask(facts: TaskFacts): TaskView {
  const end = endOf(facts);
  if (end) return end;
  const view = underWay(facts);
  const { verdict } = facts;
  if (!verdict || !holds(verdict, facts)) return view;
  return { ...view, state: verdict.state, reason: verdict.reason };
}
