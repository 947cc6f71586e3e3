import type { ExactJson } from '@agentos-portal/plugin-agentos-common';
import type { Clock, Observation, SourceEvent, SourceSink } from '@agentos-portal/plugin-agentos-node';
import type { TaskEvent } from '../events/CeleryEvent';
import {
  type SeenMessage,
  type TaskFacts,
  type Verdict,
  withEvent,
  withHolder,
  withMessage,
  withVerdict,
} from './TaskFacts';
import type { TaskChange, TaskModel } from './TaskModel';
import { searchedArguments } from './searchedArguments';
import { taskEvents } from './taskEvents';
import { taskRow } from './taskRow';

/** What comes within this long of a report is told together with the next. */
const GATHER_MS = 20;
/** A report is one commit's worth. */
const ROWS = 400;

/**
 * Keeps the model of the tasks, and tells what changes in it.
 * @internal
 */
export class TaskReporter {
  private readonly observations = new Map<string, Observation & { args?: ExactJson }>();
  private events: SourceEvent[] = [];
  private toldAt = -Infinity;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly options: {
      sourceId: string;
      tasks: TaskModel;
      sink: SourceSink;
      clock: Clock;
      /** Whether arguments are told as well. */
      readsArguments: boolean;
    },
  ) {}

  /** Events in the order they came. */
  takeEvents(events: readonly TaskEvent[]) {
    for (const event of events) {
      this.take(event.uuid, event.at, facts => withEvent(facts, event), true);
    }
    this.tellSoon();
  }

  /** Something that was found out by looking: of a task that nobody knew of, it is no news. */
  takeFound(event: TaskEvent) {
    this.take(event.uuid, event.at, facts => withEvent(facts, event), false);
    this.tellSoon();
  }

  takeMessage(id: string, message: SeenMessage) {
    this.take(id, message.at, facts => withMessage(facts, message), false);
    this.tellSoon();
  }

  /** A worker says that it has it. */
  takeHolder(id: string, at: number) {
    this.take(id, at, facts => withHolder(facts, at), false);
    this.tellSoon();
  }

  /** It was sent in the place of another. */
  takeRepeat(id: string, retryOf: string) {
    const at = this.options.clock.now();
    this.take(id, at, facts => (facts.retryOf === retryOf ? facts : { ...facts, retryOf }), false);
    this.tellSoon();
  }

  takeVerdict(id: string, verdict: Verdict) {
    this.take(id, verdict.at, facts => withVerdict(facts, verdict), false);
    this.tellSoon();
  }

  /** Tells what was gathered. */
  flush() {
    this.cancel?.();
    this.cancel = undefined;
    if (this.observations.size === 0) return;
    this.toldAt = this.options.clock.monotonic();
    const report = { observations: Array.from(this.observations.values()), events: this.events };
    this.observations.clear();
    this.events = [];
    this.options.sink.report(report);
  }

  stop() {
    this.cancel?.();
    this.cancel = undefined;
    this.observations.clear();
    this.events = [];
  }

  private take(id: string, at: number, apply: (facts: TaskFacts) => TaskFacts, isNew: boolean) {
    const change = this.options.tasks.update(id, at, apply);
    if (!change) return;
    this.note(change, isNew);
    if (this.observations.size >= ROWS) this.flush();
  }

  private note({ task, before }: TaskChange, isNew: boolean) {
    const { sourceId } = this.options;
    const { facts, view } = task;
    // Only its id is known so far.
    if (facts.seenAt === undefined) return;
    const row = taskRow(sourceId, facts, view);
    this.observations.set(row.id, { section: 'jobs', upsert: row, args: this.argumentsOf(row.id, facts) });
    const known = before ?? (isNew ? undefined : view);
    const createdAt = facts.sentAt ?? facts.seenAt;
    this.events.push(...taskEvents(sourceId, row, known, view, { createdAt }));
  }

  private argumentsOf(id: string, facts: TaskFacts) {
    // They do not change: those of this report stand.
    return this.options.readsArguments
      ? (this.observations.get(id)?.args ?? searchedArguments(facts))
      : undefined;
  }

  // The first of a burst is told at once.
  private tellSoon() {
    if (this.observations.size === 0 || this.cancel) return;
    const { clock } = this.options;
    const wait = this.toldAt + GATHER_MS - clock.monotonic();
    if (wait <= 0) this.flush();
    else this.cancel = clock.after(wait, () => this.flush());
  }
}
