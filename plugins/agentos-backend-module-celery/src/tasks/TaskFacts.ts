import type { JobState } from '@agentos-portal/plugin-agentos-common';
import type { TaskEvent, TaskEventType } from '../events/CeleryEvent';

/**
 * A task's message as it lies in Redis.
 * @internal
 */
export interface SeenMessage {
  /** Waits in a list of its queue, or was taken by a worker and is not acknowledged. */
  place: 'waiting' | 'unacked';
  /** When it was looked for, ms since epoch: before the answer. */
  at: number;
  name: string;
  queue?: string;
  priority?: number;
  retries: number;
  eta?: number;
  args?: string;
  kwargs?: string;
  rootId?: string;
  parentId?: string;
}

/**
 * What was made of a task's silence.
 * @internal
 */
export interface Verdict {
  state: Extract<JobState, 'lost' | 'unknown' | 'queued'>;
  reason: string;
  /** Ms since epoch. */
  at: number;
}

/**
 * All that is known of a task: the last event of each kind, its message, and what was made of its silence. Each part keeps the
 * latest of what it was given, so that facts come out the same in whatever order, and however often, they were told.
 * @internal
 */
export type TaskFacts = Readonly<
  { [Type in TaskEventType]?: TaskEvent } & {
    id: string;
    message?: SeenMessage;
    verdict?: Verdict;
    /** When a worker said last that it has it, where that contradicts a verdict. */
    heldAt?: number;
    /** The task it repeats. */
    retryOf?: string;
    /** When it was sent first. */
    sentAt?: number;
    /** The earliest moment of all that was told of it. */
    seenAt?: number;
  }
>;

/** Order of two events of one task. The clocks of two workers are brought together before. @internal */
export const compareEvents = (a: TaskEvent, b: TaskEvent): number => a.at - b.at || a.clock - b.clock;

/** Only these say which attempt they are of. */
const BY_ATTEMPT = new Set<TaskEventType>(['received', 'sent']);

/** True when the first of two events of one kind is to be kept. */
function isLater(a: TaskEvent, b: TaskEvent): boolean {
  const attempt = BY_ATTEMPT.has(a.type) ? (a.retries ?? 0) - (b.retries ?? 0) : 0;
  const order = attempt || compareEvents(a, b);
  // Two at one time: any rule will do that does not depend on which was told first.
  return order === 0 ? JSON.stringify(a) > JSON.stringify(b) : order > 0;
}

const earlier = (a: number | undefined, b: number) => (a === undefined ? b : Math.min(a, b));

/** Facts with an event. The same object when it says nothing new. @internal */
export function withEvent(facts: TaskFacts, event: TaskEvent): TaskFacts {
  const { type, at } = event;
  const known = facts[type];
  const isNews = !known || isLater(event, known);
  const seenAt = earlier(facts.seenAt, at);
  const sentAt = type === 'sent' ? earlier(facts.sentAt, at) : facts.sentAt;
  if (!isNews && seenAt === facts.seenAt && sentAt === facts.sentAt) return facts;
  return {
    ...facts,
    seenAt,
    ...(sentAt !== undefined && { sentAt }),
    ...(isNews && { [type]: event }),
  };
}

/** Facts with a message that was seen; what it does not say is kept of the one before. @internal */
export function withMessage(facts: TaskFacts, message: SeenMessage): TaskFacts {
  const seenAt = earlier(facts.seenAt, message.at);
  const known = facts.message;
  const isNews = !known || message.at > known.at;
  if (!isNews && seenAt === facts.seenAt) return facts;
  const said = Object.entries(message).filter(([, value]) => value !== undefined);
  return {
    ...facts,
    seenAt,
    ...(isNews && { message: { ...known, ...(Object.fromEntries(said) as unknown as SeenMessage) } }),
  };
}

/** Facts of a task that a worker says it has. @internal */
export const withHolder = (facts: TaskFacts, at: number): TaskFacts =>
  facts.verdict && facts.verdict.at < at ? { ...facts, heldAt: Math.max(facts.heldAt ?? at, at) } : facts;

/** Facts with a verdict. @internal */
export const withVerdict = (facts: TaskFacts, verdict: Verdict): TaskFacts =>
  facts.verdict && facts.verdict.at >= verdict.at ? facts : { ...facts, verdict };
