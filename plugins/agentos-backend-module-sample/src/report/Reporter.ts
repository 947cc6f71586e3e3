import type { Observation, ObservedRow, SourceEvent, SourceSink } from '@agentos-portal/plugin-agentos-node';
import type { EngineObserver, JobTransition } from '../engine/EngineObserver';
import { toInstant } from '../engine/Moment';
import type { SampleEngine } from '../engine/SampleEngine';
import { jobEvent } from '../jobs/jobEvent';
import { argumentsOf, jobRow } from '../jobs/jobRow';
import type { SampleJob } from '../jobs/SampleJob';
import type { LogEntry } from '../logs/LogEntry';
import type { LogTable } from '../logs/LogTable';
import { queueRow } from '../queues/queueRow';
import type { SampleWorker } from '../workers/SampleWorker';
import { lastHeartbeatAt, workerRow } from '../workers/workerRow';

/**
 * Tells the sink what happens: everything of one turn in one report, rows as they are at its end.
 * @internal
 */
export class Reporter implements EngineObserver {
  private readonly jobs = new Set<SampleJob>();
  private readonly queues = new Set<string>();
  private readonly workers = new Set<SampleWorker>();
  private readonly beats = new Set<SampleWorker>();
  private rows: Observation[] = [];
  private events: SourceEvent[] = [];
  private sequence = 0;
  private pending = false;
  private stopped = false;

  constructor(
    private readonly engine: SampleEngine,
    private readonly logs: LogTable,
    private readonly sink: SourceSink,
  ) {}

  /** Nothing is told any more. */
  stop() {
    this.stopped = true;
  }

  jobChanged(job: SampleJob, transition: JobTransition) {
    this.jobs.add(job);
    this.queues.add(job.agent.queue);
    const worker = this.engine.workers.find(({ id }) => id === job.worker);
    if (worker) this.workers.add(worker);
    const event = jobEvent(job, transition);
    if (event) this.tell(event);
    this.flushLater();
  }

  jobRemoved(job: SampleJob) {
    this.jobs.delete(job);
    this.queues.add(job.agent.queue);
    this.rows.push({ section: 'jobs', remove: job.id });
    this.flushLater();
  }

  queueChanged(name: string) {
    this.queues.add(name);
    this.flushLater();
  }

  workerChanged(worker: SampleWorker) {
    this.workers.add(worker);
    for (const queue of worker.plan.queues) this.queues.add(queue);
    this.flushLater();
  }

  workerBeat(worker: SampleWorker) {
    const { name, queues } = worker.plan;
    this.beats.add(worker);
    this.tell({
      name: 'worker:heartbeat',
      payload: { workerId: worker.id, name, queues },
    });
    this.flushLater();
  }

  logged(entry: LogEntry) {
    this.rowChanged('logs', this.logs.add(entry));
  }

  rowChanged(section: string, upsert: ObservedRow) {
    this.rows.push({ section, upsert });
    this.flushLater();
  }

  private tell(event: Omit<SourceEvent, 'id' | 'at'>) {
    const { source, run } = this.engine.identity;
    this.sequence += 1;
    this.events.push({
      ...event,
      id: `${source}:${run}:${this.sequence}`,
      at: toInstant(this.engine.moment().at),
    });
  }

  private flushLater() {
    if (this.pending) return;
    this.pending = true;
    queueMicrotask(() => {
      this.pending = false;
      if (!this.stopped) this.sink.report(this.take());
    });
  }

  private take() {
    const { engine, jobs, queues, workers, beats, events } = this;
    const upsert = (section: string, row: ObservedRow) => ({
      section,
      upsert: row,
    });
    const patches = [...beats].filter(worker => !workers.has(worker));
    const observations: Observation[] = [
      ...[...jobs].map(job => ({ ...upsert('jobs', jobRow(job)), args: argumentsOf(job) })),
      ...[...queues].map(name => upsert('queues', queueRow(engine, engine.queues.get(name)!))),
      ...[...workers].map(worker => upsert('workers', workerRow(worker))),
      ...patches.map(worker => ({
        section: 'workers',
        patch: { id: worker.id, lastHeartbeatAt: lastHeartbeatAt(worker) },
      })),
      ...this.rows,
    ];
    for (const set of [jobs, queues, workers, beats]) set.clear();
    this.rows = [];
    this.events = [];
    return { observations, events };
  }
}
