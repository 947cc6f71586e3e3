import { type AgentContext, attemptRandom, CancelledError } from '@agentos-portal/example-fleet';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import { clockPause } from '../engine/clockPause';
import type { Turns } from '../engine/Turns';
import type { SampleJob } from './SampleJob';

/**
 * An attempt that a worker makes at a job.
 * @internal
 */
export class JobRun {
  private readonly controller = new AbortController();

  constructor(
    private readonly job: SampleJob,
    private readonly options: {
      clock: Clock;
      turns: Turns;
      seed: number | string;
      onProgress: (fraction: number) => void;
      onLog: AgentContext['log'];
    },
  ) {}

  /** Ends the run at its next pause. */
  abort(reason: string) {
    this.controller.abort(new CancelledError(reason));
  }

  get aborted() {
    return this.controller.signal.aborted;
  }

  /** What the agent may use. Whoever runs the agent has the turn; its pauses give it away. */
  context(): AgentContext {
    const { signal } = this.controller;
    const { clock, turns, seed, onProgress, onLog } = this.options;
    const { sequence, attempts } = this.job;
    return {
      signal,
      // A step that was under way when its worker died ends unheard.
      progress: fraction => {
        if (!signal.aborted) onProgress(fraction);
      },
      log: (level, message) => {
        if (!signal.aborted) onLog(level, message);
      },
      random: attemptRandom(seed, String(sequence), attempts.length),
      pause: async ms => {
        turns.release();
        try {
          await clockPause(clock, ms, signal);
        } finally {
          await turns.take();
        }
      },
    };
  }
}
