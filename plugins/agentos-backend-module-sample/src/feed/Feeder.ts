import {
  agentById,
  type PipelineDefinition,
  pipelines,
  type PlannedRun,
  planRuns,
  seededRandom,
} from '@agentos-portal/example-fleet';
import type { SampleEngine } from '../engine/SampleEngine';
import type { Timers } from '../engine/Timers';

/** A pipeline with so many waiting jobs gets no further run, so that memory stays bounded. */
const MAX_WAITING = 500;

/** Share of the runs that belong to the guest. */
const GUEST_SHARE = 0.2;
const GUEST = 'user:default/guest';

/**
 * Adds pipeline runs: one of each pipeline at once, then at the planned gaps.
 * @internal
 */
export class Feeder {
  private readonly guests: () => number;
  private readonly extraRuns: Generator<PlannedRun, never>;
  private runs = 0;
  private skippedRuns = 0;

  constructor(
    private readonly options: {
      engine: SampleEngine;
      timers: Timers;
      seed: number | string;
      /** Jobs of all agents that the planned runs make, on average; not 0. */
      jobsPerMinute: number;
    },
  ) {
    const { seed, jobsPerMinute } = options;
    this.guests = seededRandom(`${seed}/guests`);
    this.extraRuns = planRuns({ seed: `${seed}/extra`, jobsPerMinute });
  }

  start() {
    for (const pipeline of pipelines) this.addRuns(pipeline, 1);
    this.follow(planRuns(this.options));
  }

  /** Adds runs of a pipeline at once, beside the planned ones. */
  addRuns(pipeline: PipelineDefinition, count: number) {
    for (let added = 0; added < count;) {
      const run = this.extraRuns.next().value;
      if (run.pipeline !== pipeline.id) continue;
      this.addRun({ ...run, delayMs: 0 });
      added += 1;
    }
  }

  /** Runs left out as too many jobs waited. */
  get skipped() {
    return this.skippedRuns;
  }

  private follow(plan: Generator<PlannedRun, never>) {
    const run = plan.next().value;
    this.options.timers.after(run.gapMs, () => {
      this.addRun(run);
      this.follow(plan);
    });
  }

  private addRun({ pipeline, job, delayMs, priority }: PlannedRun) {
    const { engine } = this.options;
    const user = this.guests() < GUEST_SHARE ? GUEST : undefined;
    const { agents } = pipelines.find(({ id }) => id === pipeline)!;
    const waiting = agents.reduce((sum, id) => sum + engine.jobs.count(agentById(id).queue, 'queued'), 0);
    if (waiting >= MAX_WAITING) {
      this.skippedRuns += 1;
      return;
    }
    this.runs += 1;
    const runId = `${engine.identity.run}-run-${this.runs}`;
    const agent = agentById(job.agentId);
    const input = { runId, ...job.input };
    engine.add({ agent, input, delayMs, priority, user });
  }
}
