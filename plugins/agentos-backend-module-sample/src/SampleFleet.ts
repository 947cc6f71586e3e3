import type {
  Clock,
  JobDetail,
  JobLogLine,
  JobPage,
  JobQuery,
  ObservedRow,
  SourceSink,
} from '@agentos-portal/plugin-agentos-node';
import type { SampleConfig } from './config';
import { SampleEngine } from './engine/SampleEngine';
import { Timers } from './engine/Timers';
import { Feeder } from './feed/Feeder';
import type { Identity } from './identity';
import { jobDetail } from './jobs/jobDetail';
import { jobPage } from './jobs/jobPage';
import { isFinished } from './jobs/JobTable';
import { jobRow } from './jobs/jobRow';
import { LogTable } from './logs/LogTable';
import { queueRow } from './queues/queueRow';
import { Reporter } from './report/Reporter';
import { SCHEDULED_JOBS_PER_MINUTE, Schedules } from './schedules/Schedules';
import { serviceRow } from './services/serviceRow';
import { BURST_SHARE, Story } from './story/Story';
import { workerPlans } from './workers/workerPlans';
import { workerRow } from './workers/workerRow';

/** What the section `jobs` holds of finished jobs; the others are found by `listJobs`. */
const SHOWN_FINISHED = 200;

/** Share of the planned jobs that is made: a run that fails ends before its last agent. */
const MADE_SHARE = 0.95;

/** @internal */
export const SAMPLE_SECTIONS = ['queues', 'workers', 'jobs', 'schedules', 'logs', 'services'] as const;

/**
 * A sample source under way: the engine, and what feeds it.
 * @internal
 */
export class SampleFleet {
  readonly engine: SampleEngine;
  private readonly timers: Timers;
  private readonly logs: LogTable;
  private readonly reporter: Reporter;
  private readonly feeder: Feeder;
  private readonly schedules: Schedules;
  private readonly story: Story;

  constructor(
    private readonly options: {
      config: SampleConfig;
      identity: Identity;
      clock: Clock;
      sink: SourceSink;
      onError: (error: Error) => void;
    },
  ) {
    const { clock, config, identity, onError, sink } = options;
    const { seed, jobsPerMinute } = config;
    const timers = new Timers(clock);
    const workers = workerPlans(jobsPerMinute);
    const engine = new SampleEngine({ identity, clock, seed, workers, onError });
    const logs = new LogTable(identity);
    const reporter = new Reporter(engine, logs, sink);
    const planned = jobsPerMinute * (1 - BURST_SHARE) - SCHEDULED_JOBS_PER_MINUTE;
    const feeder = new Feeder({
      engine,
      timers,
      seed,
      jobsPerMinute: Math.max(1, planned / MADE_SHARE),
    });
    this.engine = engine;
    this.timers = timers;
    this.logs = logs;
    this.reporter = reporter;
    this.feeder = feeder;
    this.schedules = new Schedules({
      engine,
      clock,
      timers,
      onRun: row => reporter.rowChanged('schedules', row),
    });
    this.story = new Story({ engine, feeder, timers, seed, jobsPerMinute });
  }

  start() {
    this.engine.start(this.reporter);
    if (this.options.config.jobsPerMinute === 0) return;
    this.schedules.start();
    this.feeder.start();
    this.story.start();
  }

  async stop() {
    this.reporter.stop();
    this.timers.clear();
    await this.engine.stop();
  }

  /** All rows of a section. */
  readonly collect: Record<(typeof SAMPLE_SECTIONS)[number], () => ObservedRow[]> = {
    queues: () => [...this.engine.queues.values()].map(queue => queueRow(this.engine, queue)),
    workers: () => this.engine.workers.map(workerRow),
    jobs: () =>
      [
        ...this.engine.jobs.all().filter(job => !isFinished(job)),
        ...this.engine.jobs.lastFinished(SHOWN_FINISHED),
      ].map(jobRow),
    schedules: () => this.schedules.rows(),
    logs: () => this.logs.rows(),
    services: () => [serviceRow(this.engine, this.feeder.skipped)],
  };

  getJob(id: string): JobDetail | undefined {
    const job = this.engine.jobs.get(id);
    return job && jobDetail(job);
  }

  getJobLogs(id: string): JobLogLine[] | undefined {
    const job = this.engine.jobs.get(id);
    return job && [...job.logs];
  }

  listJobs(query: JobQuery): JobPage {
    return jobPage(this.engine.jobs.all(), query);
  }
}
