import { errorFingerprint } from '@agentos-portal/plugin-agentos-common';
import type { ObservedRow } from '@agentos-portal/plugin-agentos-node';
import { cut, toInstant, toTime } from '@agentos-portal/plugin-agentos-node/redis';
import type { TaskEvent } from '../events/CeleryEvent';
import { celeryRowId } from '../rowIds';
import type { TaskFacts } from './TaskFacts';
import type { TaskView } from './TaskView';

/** Stands for a name that nobody told. @internal */
export const UNKNOWN_NAME = '(unknown)';

const TEXT_LENGTH = 2_000;

const round = (ms: number | undefined) => (ms === undefined ? undefined : Math.round(ms * 1_000) / 1_000);
const instantOf = (at: number | undefined) => toInstant(toTime(at));

/** Name of the task: only some events and its message have it. @internal */
export const nameOf = ({ received, sent, message, failed }: TaskFacts): string | undefined =>
  received?.name ?? sent?.name ?? message?.name ?? failed?.name;

/** The queue it was sent to, where somebody told. @internal */
export const queueOf = ({ sent, message, received, succeeded, failed }: TaskFacts): string | undefined =>
  sent?.queue ?? message?.queue ?? received?.queue ?? succeeded?.queue ?? failed?.queue;

/** The task that sent it; a retry names itself. @internal */
export function parentOf({ id, received, sent, message }: TaskFacts): string | undefined {
  const parent = received?.parentId ?? sent?.parentId ?? message?.parentId;
  return parent === id ? undefined : parent;
}

/** The first task of its flow. @internal */
export const rootOf = ({ received, sent, message }: TaskFacts): string | undefined =>
  received?.rootId ?? sent?.rootId ?? message?.rootId;

/** A failure as rows and events carry it. @internal */
export function errorOf(event: TaskEvent | undefined) {
  if (!event) return undefined;
  const message = event.exception ?? (event.type === 'rejected' ? 'rejected' : 'failed without a message');
  const type = /^[A-Za-z_][\w.]*(?=\(|$)/.exec(event.exception ?? '')?.[0];
  return {
    type,
    message: cut(message, TEXT_LENGTH),
    fingerprint: errorFingerprint({ message, stack: event.traceback }).id,
  };
}

/**
 * The row of a task in section `jobs`; what is not measured is left out. Celery tells no number of attempts allowed, and when a task was
 * created only where `task_send_sent_event` is on: else it is when it was seen first.
 * @internal
 */
export function taskRow(sourceId: string, facts: TaskFacts, view: TaskView): ObservedRow {
  const { worker } = view;
  return {
    id: celeryRowId(sourceId, facts.id),
    sourceId: facts.id,
    name: nameOf(facts) ?? UNKNOWN_NAME,
    queue: queueOf(facts),
    state: view.state,
    reason: view.reason,
    priority: facts.message?.priority,
    attempt: view.attempt,
    worker: worker ? celeryRowId(sourceId, worker) : undefined,
    createdAt: instantOf(facts.sentAt ?? facts.seenAt),
    startedAt: instantOf(view.startedAt),
    finishedAt: instantOf(view.finishedAt),
    waitMs: round(view.waitMs),
    runMs: round(view.runMs),
    error: errorOf(view.failure),
    retryOf: facts.retryOf === undefined ? undefined : celeryRowId(sourceId, facts.retryOf),
  };
}
