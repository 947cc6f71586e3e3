import { agentById, agents, retryDelayMs } from '@agentos-portal/example-fleet';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { JobState } from '@agentos-portal/plugin-agentos-common';
import type { Identity } from '../identity';
import { JobRun } from '../jobs/JobRun';
import { JobTable } from '../jobs/JobTable';
import { createJob, type JobRequest, type SampleJob } from '../jobs/SampleJob';
import type { LogEntry } from '../logs/LogEntry';
import { SampleQueue } from '../queues/SampleQueue';
import { nextAssignment } from '../workers/assignment';
import { Heartbeats } from '../workers/Heartbeats';
import { SampleWorker, type WorkerPlan } from '../workers/SampleWorker';
import type { EngineObserver, JobTransition } from './EngineObserver';
import { between, type Moment, momentOf } from './Moment';
import { Timers } from './Timers';
import { Turns } from './Turns';

const PROGRESS_EVERY_MS = 500;
const MAX_LOG_LINES = 100;
const MAX_STACK_LINES = 10;

/** What a job that is run again has not done yet. */
const ENDED_NOTHING = {
  reason: undefined,
  progress: undefined,
  worker: undefined,
  finishedAt: undefined,
  waitMs: undefined,
  runMs: undefined,
  result: undefined,
};

/**
 * A small queue engine in memory: one queue an agent, workers that run the agents' functions, attempts with back-off,
 * heartbeats. What it tells is what it did.
 *
 * A worker that dies keeps its jobs until the engine misses its heartbeat; they then go back to their queue. A job whose
 * attempts are used up is lost, and so is one of a schedule: the next run of the schedule does the same work.
 * @internal
 */
export class SampleEngine {
  readonly jobs = new JobTable();
  readonly queues: ReadonlyMap<string, SampleQueue>;
  readonly workers: readonly SampleWorker[];
  readonly identity: Identity;
  private readonly clock: Clock;
  private readonly timers: Timers;
  private readonly heartbeats: Heartbeats;
  private readonly turns = new Turns();
  private readonly working = new Set<Promise<void>>();
  private observer: EngineObserver | undefined;
  private createdCount = 0;
  private places = 0;
  private given = 0;

  constructor(
    private readonly options: {
      identity: Identity;
      clock: Clock;
      seed: number | string;
      workers: readonly WorkerPlan[];
      /** Told of what should never happen: an error of the engine itself. */
      onError: (error: Error) => void;
    },
  ) {
    this.identity = options.identity;
    this.clock = options.clock;
    this.timers = new Timers(options.clock);
    this.queues = new Map(agents.map(({ queue }) => [queue, new SampleQueue(queue)]));
    this.workers = options.workers.map(plan => new SampleWorker(options.identity, plan));
    this.heartbeats = new Heartbeats({
      seed: options.seed,
      clock: options.clock,
      timers: this.timers,
      workers: this.workers,
      onBeat: worker => this.observer?.workerBeat(worker),
      onSilent: worker => this.recover(worker),
    });
  }

  /** Starts all workers. */
  start(observer: EngineObserver) {
    this.observer = observer;
    for (const worker of this.workers) this.startWorker(worker);
    this.heartbeats.watch();
  }

  /** Ends all runs; resolves when none computes any more. Nothing is told afterwards. */
  async stop() {
    this.timers.clear();
    for (const worker of this.workers) this.stopWorker(worker);
    await Promise.all(this.working);
  }

  /** Adds a job. */
  add(request: JobRequest): SampleJob {
    this.createdCount += 1;
    const job = createJob(this.identity, this.createdCount, this.moment(), request);
    this.jobs.add(job);
    if (job.state === 'scheduled') {
      this.tell(job, 'created');
      this.timers.after(request.delayMs!, () => this.ready(job));
    } else {
      this.enqueue(job);
      this.tell(job, 'created');
      this.assign();
    }
    return job;
  }

  /** Runs an ended job again, as if it were new. */
  retry(job: SampleJob) {
    job.attempts.length = 0;
    Object.assign(job, ENDED_NOTHING);
    this.enqueue(job);
    this.tell(job, 'retried');
    this.assign();
  }

  /** Ends a job that has not ended: a running one is taken from its worker. */
  cancel(job: SampleJob, reason: string) {
    const worker = this.workers.find(({ held }) => held.has(job));
    if (worker) {
      worker.held.get(job)!.abort(reason);
      worker.held.delete(job);
      this.endAttempt(job, { type: 'CancelledError', message: reason });
    }
    this.queues.get(job.agent.queue)!.remove(job);
    job.reason = reason;
    job.finishedAt = this.moment();
    this.change(job, 'cancelled', 'cancelled', reason);
    this.assign();
  }

  /** Ends the wait of a job that is held back or backs off. */
  promote(job: SampleJob) {
    this.ready(job);
  }

  /** Takes a job that does not run out of the engine. */
  remove(job: SampleJob) {
    this.queues.get(job.agent.queue)!.remove(job);
    this.jobs.remove(job);
    this.observer?.jobRemoved(job);
  }

  /** A paused queue hands out no jobs; what runs goes on. */
  setPaused(queue: SampleQueue, paused: boolean) {
    queue.paused = paused;
    this.observer?.queueChanged(queue.name);
    this.assign();
  }

  /** A draining worker is given no jobs, and consumes no queue; what it runs goes on. */
  setDraining(worker: SampleWorker, draining: boolean) {
    worker.draining = draining;
    this.observer?.workerChanged(worker);
    this.assign();
  }

  /** Starts a worker, as a new process would: its counters begin at 0. */
  startWorker(worker: SampleWorker) {
    // What its predecessor held is not its own.
    if (worker.held.size > 0) this.recover(worker);
    worker.alive = true;
    worker.draining = false;
    worker.processed = 0;
    worker.failed = 0;
    worker.startedAt = this.moment();
    this.heartbeats.begin(worker);
    this.observer?.workerChanged(worker);
    this.assign();
  }

  /** Ends a worker like a killed process: it says nothing, and its runs end nowhere. */
  stopWorker(worker: SampleWorker) {
    worker.alive = false;
    for (const run of worker.held.values()) run.abort('its worker stopped');
  }

  /** Workers the engine takes for alive that take jobs of the queue. */
  consumersOf(queue: string): number {
    return this.workers.filter(worker => worker.present && !worker.draining && worker.consumes(queue)).length;
  }

  /** Jobs created since the engine started. */
  get created() {
    return this.createdCount;
  }

  moment(): Moment {
    return momentOf(this.clock);
  }

  /** Writes a line to the log of the fleet, and to that of the job when it is about one. */
  log(entry: Omit<LogEntry, 'at'>) {
    const at = this.clock.now();
    const { job, level, message } = entry;
    if (job && job.logs.length < MAX_LOG_LINES) {
      const line = job.logs.length + 1;
      const written = new Date(at).toISOString();
      job.logs.push({ line, text: message, at: written, level });
    }
    this.observer?.logged({ at, ...entry });
  }

  /** Resolves when every run waits for the clock; for tests, which own it. */
  async settled(): Promise<void> {
    do {
      await new Promise(resolve => setImmediate(resolve));
    } while (!this.turns.idle);
  }

  private ready(job: SampleJob) {
    // It may have been promoted, cancelled or removed while it waited.
    if (job.state !== 'scheduled' && job.state !== 'retrying') return;
    if (!this.jobs.get(job.id)) return;
    this.enqueue(job);
    this.tell(job, 'ready');
    this.assign();
  }

  private enqueue(job: SampleJob) {
    this.places += 1;
    job.place = this.places;
    job.readyAt = this.moment();
    if (job.state !== 'queued') this.jobs.move(job, 'queued');
    this.queues.get(job.agent.queue)!.put(job);
  }

  private assign() {
    for (;;) {
      const next = nextAssignment(this.queues.values(), this.workers);
      if (!next) return;
      this.begin(next.queue.take()!, next.worker);
    }
  }

  private begin(job: SampleJob, worker: SampleWorker) {
    this.given += 1;
    worker.lastGiven = this.given;
    const startedAt = this.moment();
    job.attempts.push({ startedAt });
    job.worker = worker.id;
    job.waitMs = between(job.readyAt!, startedAt);
    job.progress = undefined;
    let told = startedAt;
    const run = new JobRun(job, {
      clock: this.clock,
      turns: this.turns,
      seed: this.options.seed,
      onLog: (level, message) => this.log({ level, message, job, worker }),
      onProgress: fraction => {
        job.progress = fraction;
        if (between(told, this.moment()) < PROGRESS_EVERY_MS) return;
        told = this.moment();
        this.observer?.jobChanged(job, 'progressed');
      },
    });
    worker.held.set(job, run);
    this.change(job, 'processing', 'started', `on ${worker.plan.name}`);
    const work = this.perform(job, worker, run)
      .catch(this.options.onError)
      .finally(() => this.working.delete(work));
    this.working.add(work);
  }

  private async perform(job: SampleJob, worker: SampleWorker, run: JobRun) {
    await this.turns.take();
    try {
      const end = await this.attempt(job, run);
      // The end of a run whose worker died, or that was taken from it, is nobody's.
      if (run.aborted) return;
      worker.held.delete(job);
      end(worker);
      this.assign();
    } finally {
      this.turns.release();
    }
  }

  private async attempt(job: SampleJob, run: JobRun) {
    const { agent, input, priority, user } = job;
    try {
      const output = await agent.run(input, run.context());
      const following = (agent.next?.(output, input) ?? []).map(next => ({
        agent: agentById(next.agentId),
        input: next.input,
        priority,
        user,
        parent: job.id,
      }));
      return (worker: SampleWorker) => {
        job.result = output;
        this.finish(job, 'completed', worker);
        for (const next of following) job.children.push(this.add(next).id);
      };
    } catch (error) {
      return (worker: SampleWorker) => this.fail(job, error as Error, worker);
    }
  }

  private fail(job: SampleJob, error: Error, worker: SampleWorker) {
    const attempt = job.attempts.length;
    this.endAttempt(job, {
      type: error.name,
      message: error.message,
      stack: error.stack?.split('\n').slice(0, MAX_STACK_LINES).join('\n'),
    });
    const message = `Attempt ${attempt}: ${error.message}`;
    this.log({ level: 'error', message, job, worker });
    const delayMs = retryDelayMs(job.agent, attempt, error);
    if (delayMs === undefined) {
      this.finish(job, 'failed', worker);
      return;
    }
    this.change(job, 'retrying', 'retrying', `in ${delayMs} ms`);
    this.timers.after(delayMs, () => this.ready(job));
  }

  private finish(job: SampleJob, state: 'completed' | 'failed', worker: SampleWorker) {
    this.endAttempt(job);
    const { startedAt } = job.attempts.at(-1)!;
    job.finishedAt = this.moment();
    job.runMs = between(startedAt, job.finishedAt);
    worker.processed += 1;
    if (state === 'failed') worker.failed += 1;
    this.change(job, state, state);
  }

  private endAttempt(job: SampleJob, error?: { type: string; message: string; stack?: string }) {
    const last = job.attempts.at(-1)!;
    last.finishedAt ??= this.moment();
    last.error ??= error;
  }

  /** Takes its jobs from a worker that is gone. */
  private recover(worker: SampleWorker) {
    worker.present = false;
    const message = `Worker ${worker.plan.name} fell silent`;
    const held = [...worker.held];
    worker.held.clear();
    for (const [job, run] of held) {
      run.abort(message);
      this.endAttempt(job, { type: 'WorkerSilent', message });
      this.log({ level: 'error', message, job, worker });
      this.giveBack(job, message);
    }
    this.observer?.workerChanged(worker);
    this.assign();
  }

  private giveBack(job: SampleJob, message: string) {
    const usedUp = job.attempts.length >= job.agent.attempts;
    if (usedUp || job.schedule) {
      const why = usedUp ? 'no attempt is left' : `the next run of schedule ${job.schedule} does the same`;
      job.reason = `${message}; ${why}`;
      job.finishedAt = this.moment();
      this.change(job, 'lost', 'lost', job.reason);
      return;
    }
    // It keeps its place, so it is the next to run; its wait begins anew.
    job.readyAt = this.moment();
    this.queues.get(job.agent.queue)!.put(job);
    this.change(job, 'queued', 'returned', message);
  }

  private change(job: SampleJob, state: JobState, transition: JobTransition, detail?: string) {
    this.jobs.move(job, state);
    this.tell(job, transition, detail);
  }

  private tell(job: SampleJob, transition: JobTransition, detail?: string) {
    job.timeline.push({ at: this.clock.now(), state: job.state, detail });
    this.observer?.jobChanged(job, transition);
  }
}
