import { pipelines, seededRandom } from '@agentos-portal/example-fleet';
import type { SampleEngine } from '../engine/SampleEngine';
import type { Timers } from '../engine/Timers';
import type { Feeder } from '../feed/Feeder';
import type { SampleWorker } from '../workers/SampleWorker';

interface Range {
  fromMs: number;
  toMs: number;
}

const FIRST_BURST: Range = { fromMs: 20_000, toMs: 40_000 };
const BURSTS: Range = { fromMs: 150_000, toMs: 270_000 };

const FIRST_STOP: Range = { fromMs: 60_000, toMs: 120_000 };
const STOPS: Range = { fromMs: 180_000, toMs: 300_000 };
const STOPPED_FOR: Range = { fromMs: 40_000, toMs: 90_000 };

/** A burst brings the jobs of so many minutes at once. */
const BURST_MINUTES = 0.5;

/** Share of all jobs that come in bursts. @internal */
export const BURST_SHARE = BURST_MINUTES / ((BURSTS.fromMs + BURSTS.toMs) / 2 / 60_000);

/**
 * What goes wrong in the sample, by a script that is the same for the same seed:
 * - a burst: half a minute's jobs arrive at once in one pipeline, so its queues fill; after 20 to 40 s, then each 150 to 270 s
 * - a busy worker stops like a killed process, never the same twice in a row, and is started again 40 to 90 s later; after
 *   60 to 120 s, then each 180 to 300 s
 *
 * The script only acts. What follows from it (backlog, missed heartbeats, jobs given back) is the engine's doing. Each act
 * is in the log, marked `(script)`.
 * @internal
 */
export class Story {
  private readonly random: () => number;
  private lastStopped: SampleWorker | undefined;

  constructor(
    private readonly options: {
      engine: SampleEngine;
      feeder: Feeder;
      timers: Timers;
      seed: number | string;
      jobsPerMinute: number;
    },
  ) {
    this.random = seededRandom(`${options.seed}/story`);
  }

  start() {
    this.repeat(FIRST_BURST, BURSTS, () => this.burst());
    this.repeat(FIRST_STOP, STOPS, () => this.stopWorker());
  }

  private repeat(first: Range, gaps: Range, act: () => void) {
    this.options.timers.after(this.within(first), () => {
      act();
      this.repeat(gaps, gaps, act);
    });
  }

  private burst() {
    const { engine, feeder, jobsPerMinute } = this.options;
    const pipeline = this.pick(pipelines);
    const jobs = jobsPerMinute * BURST_MINUTES;
    const runs = Math.max(1, Math.round(jobs / pipeline.agents.length));
    const message = `${runs} runs of ${pipeline.title} at once (script)`;
    engine.log({ level: 'info', message });
    feeder.addRuns(pipeline, runs);
  }

  private stopWorker() {
    const { engine, timers } = this.options;
    const alive = engine.workers.filter(worker => worker.alive && worker !== this.lastStopped);
    const busy = alive.filter(worker => worker.held.size > 0);
    const worker = this.pick(busy.length > 0 ? busy : alive);
    this.lastStopped = worker;
    const ms = this.within(STOPPED_FOR);
    const seconds = Math.round(ms / 1000);
    const { name } = worker.plan;
    const message = `Stopped ${name} for ${seconds} s (script)`;
    engine.log({ level: 'warn', message, worker });
    engine.stopWorker(worker);
    timers.after(ms, () => {
      engine.log({ level: 'info', message: `Started ${name} (script)`, worker });
      engine.startWorker(worker);
    });
  }

  private within({ fromMs, toMs }: Range) {
    return fromMs + Math.floor(this.random() * (toMs - fromMs));
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)];
  }
}
