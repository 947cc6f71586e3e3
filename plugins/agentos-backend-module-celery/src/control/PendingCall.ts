import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { JsonValue } from '@backstage/types';
import type { ControlReplies } from './ControlReplies';

/** Workers that nobody knows of get this long after all known ones have answered. */
const STRANGERS_MS = 100;

/**
 * A request whose answers are awaited: it ends with the last of them instead of with its time, wherever it can be told which is the last.
 * @internal
 */
export class PendingCall {
  readonly replies = new Map<string, JsonValue>();
  readonly bodies = new Map<string, string>();
  readonly done: Promise<void>;
  private end = () => {};
  private listeners = 0;
  private answers = Number.POSITIVE_INFINITY;
  private cancelGrace: (() => void) | undefined;
  private readonly open: Set<string>;
  private readonly cancelLimit: () => void;

  constructor(
    private readonly options: {
      /** Who has to answer. */
      expected: readonly string[];
      /** Nobody else is asked. */
      onlyExpected: boolean;
      limitMs: number;
      clock: Clock;
    },
  ) {
    this.open = new Set(options.expected);
    this.done = new Promise(resolve => {
      this.end = resolve;
    });
    this.cancelLimit = options.clock.after(options.limitMs, () => this.end());
  }

  /**
   * The request was sent.
   * @param listeners - connections it reached
   * @param answers - how many of them may answer
   */
  reached(listeners: number, answers: number) {
    this.listeners = listeners;
    this.answers = answers;
    this.check();
  }

  take(worker: string, reply: JsonValue, body: string) {
    this.replies.set(worker, reply);
    this.bodies.set(worker, body);
    this.open.delete(worker);
    this.check();
  }

  result(): ControlReplies {
    const { replies, bodies, listeners } = this;
    return { replies, bodies, listeners, missing: Array.from(this.open) };
  }

  dispose() {
    this.cancelLimit();
    this.cancelGrace?.();
    this.end();
  }

  private check() {
    const { expected, onlyExpected, clock } = this.options;
    if (this.answers === Number.POSITIVE_INFINITY || this.open.size > 0) return;
    if (onlyExpected || this.replies.size >= this.answers) this.end();
    else if (expected.length > 0) this.cancelGrace ??= clock.after(STRANGERS_MS, () => this.end());
  }
}
