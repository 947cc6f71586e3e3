import type { JobDetail } from '@agentos-portal/plugin-agentos-node';
import { toInstant, toTime } from '@agentos-portal/plugin-agentos-node/redis';
import type { TaskEvent } from '../events/CeleryEvent';
import type { TaskFacts } from '../tasks/TaskFacts';
import { hasEnded, type TaskView } from '../tasks/TaskView';

type Attempt = NonNullable<JobDetail['attempts']>[number];
type Moment = NonNullable<JobDetail['timeline']>[number];

const instantOf = (at: number | undefined) => toInstant(toTime(at));

/** The attempts that are known: the last one, and how the one before it failed. @internal */
export function attemptsOf({ retried }: TaskFacts, view: TaskView): Attempt[] {
  const attempts: Attempt[] = [];
  const { attempt = 0, startedAt, finishedAt, failure } = view;
  const isOver = view.state === 'retrying';
  if (retried && (isOver || attempt > 1)) {
    attempts.push({
      attempt: isOver ? Math.max(1, attempt) : attempt - 1,
      finishedAt: instantOf(retried.at),
      error: retried.exception,
      stack: retried.traceback,
    });
  }
  const hasRun = startedAt !== undefined || (hasEnded(view) && attempt > 0);
  if (hasRun && !isOver) {
    attempts.push({
      attempt: Math.max(1, attempt),
      startedAt: instantOf(startedAt),
      finishedAt: instantOf(finishedAt),
      error: failure?.exception,
      stack: failure?.traceback,
    });
  }
  return attempts;
}

/** @internal */
export function errorDetail(view: TaskView): JobDetail['error'] {
  const { failure } = view;
  if (!failure) return undefined;
  return {
    type: /^[A-Za-z_][\w.]*(?=\(|$)/.exec(failure.exception ?? '')?.[0],
    message: failure.exception ?? view.reason ?? 'failed without a message',
    stack: failure.traceback,
  };
}

const by = ({ worker }: TaskEvent) => (worker ? `by ${worker}` : undefined);

/** The moments that were told: of each kind the last one. @internal */
export function timelineOf(facts: TaskFacts, view: TaskView): Moment[] {
  const { sent, received, started, retried, rejected, verdict } = facts;
  const moments: Array<[number | undefined, string, string | undefined]> = [
    [facts.sentAt, 'queued', sent && 'sent'],
    [received?.at, 'queued', received && `taken ${by(received) ?? 'by a worker'}`],
    [started?.at, 'processing', started && by(started)],
    [retried?.at, 'retrying', retried?.exception],
    [rejected?.at, 'rejected', rejected && by(rejected)],
    [hasEnded(view) ? view.finishedAt : undefined, view.state, view.reason],
    [verdict && view.state === verdict.state ? verdict.at : undefined, view.state, view.reason],
  ];
  return moments
    .flatMap(([at, state, detail]) => {
      const instant = instantOf(at);
      return instant === undefined ? [] : [{ at: instant, state, detail }];
    })
    .sort((a, b) => a.at.localeCompare(b.at));
}
