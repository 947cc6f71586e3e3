import type { Worker } from 'bullmq';
import type { Command, CommandAction, Refusal, Reply } from '../protocol';
import type { WatchedWorker } from './WatchedWorker';

/** Commands remembered, so that one that arrives again is answered again and not done again. */
const REMEMBERED = 1_000;

type Answer = { done: true } | { done: false; code: Refusal; message: string };

const refuse = (code: Refusal, message: string): Answer => ({ done: false, code, message });

const DONE: Answer = { done: true };

// None of them is waited for: a job may run for hours.
const CHANGES = {
  drain: (worker: Worker) => worker.pause(true),
  resume: (worker: Worker) => worker.resume(),
  shutdown: (worker: Worker) => worker.close(),
};

/**
 * Does what the portal asks.
 * @internal
 */
export class CommandRunner {
  private readonly answers = new Map<string, Answer>();

  constructor(
    private readonly workers: readonly WatchedWorker[],
    private readonly onError: (error: Error) => void,
  ) {}

  /** Never throws. */
  run(command: Command): Reply {
    let answer = this.answers.get(command.id);
    if (!answer) {
      answer = this.attempt(command);
      this.answers.set(command.id, answer);
      if (this.answers.size > REMEMBERED) this.answers.delete(this.answers.keys().next().value!);
    }
    return { id: command.id, ...answer };
  }

  private attempt(command: CommandAction): Answer {
    try {
      if (command.do === 'ping') return DONE;
      return command.do === 'cancel' ? this.cancel(command) : this.change(command);
    } catch (error) {
      return refuse('FAILED', (error as Error).message);
    }
  }

  private cancel({ queue, jobId, reason }: CommandAction & { do: 'cancel' }): Answer {
    const running = this.workers.filter(worker => worker.queue === queue && worker.has(jobId));
    if (running.length === 0) return refuse('GONE', 'the job does not run in this process');
    return running.some(worker => worker.cancel(jobId, reason))
      ? DONE
      : refuse('NOT_CAPABLE', 'the processor of its worker takes no AbortSignal as its third parameter');
  }

  private change(command: Exclude<CommandAction, { do: 'ping' | 'cancel' }>): Answer {
    const named = this.workers.filter(
      ({ queue, name }) => queue === command.queue && name === command.worker,
    );
    if (named.length === 0) return refuse('GONE', 'this process has no such worker');
    const open = named.filter(({ state }) => state === 'running' || state === 'draining');
    if (open.length === 0) return refuse('STATE_CHANGED', 'the worker is already shutting down');
    for (const { worker } of open) {
      if (command.do === 'scale') worker.concurrency = command.concurrency;
      else CHANGES[command.do](worker).catch(this.onError);
    }
    return DONE;
  }
}
