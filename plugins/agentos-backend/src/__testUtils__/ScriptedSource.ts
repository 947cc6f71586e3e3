import type { Capability } from '@agentos-portal/plugin-agentos-common';
import type {
  AgentOsSource,
  Collected,
  JobDetail,
  JobPage,
  JobQuery,
  ObservedRow,
  OperateRequest,
  SourceSink,
  TargetOutcome,
  WorkerDetail,
} from '@agentos-portal/plugin-agentos-node';
import { aJob } from './rows';

/**
 * A source whose rows the test sets, and whose collects it can make fail, hang or lie.
 */
export class ScriptedSource implements AgentOsSource {
  readonly type = 'scripted';
  readonly collects: string[] = [];
  sink: SourceSink | undefined;
  rows: Record<string, ObservedRow[]> = {};
  /** Replaces the answer of a section. */
  answer: Record<string, (signal: AbortSignal) => Promise<Collected>> = {};
  jobs = new Map<string, JobDetail>();
  workers = new Map<string, WorkerDetail>();

  constructor(
    readonly id = 'scripted',
    readonly sections: readonly string[] = ['queues', 'workers', 'jobs', 'services', 'logs'],
    readonly sample = false,
  ) {}

  /** State of each job that operations work on; operate moves failed to queued. */
  readonly states = new Map<string, string>();
  /** How often each target was really done. */
  readonly effects = new Map<string, number>();
  /** Called before each target of an operation. */
  beforeEffect: (id: string, signal: AbortSignal) => Promise<void> = async () => {};
  /** Makes the source unable to tell what it did. */
  forgetful = false;

  capabilities(): Capability[] {
    return [
      { kind: 'job.retry', capable: true },
      { kind: 'job.remove', capable: true },
      { kind: 'queue.pause', capable: true },
      { kind: 'job.promote', capable: false, reason: 'this source has no schedule' },
    ];
  }

  async operate({ targets }: OperateRequest, { signal }: { signal: AbortSignal }): Promise<TargetOutcome[]> {
    const outcomes: TargetOutcome[] = [];
    for (const id of targets) {
      await this.beforeEffect(id, signal);
      const state = this.states.get(id);
      if (state === undefined) outcomes.push({ id, outcome: 'skipped', code: 'GONE' });
      else if (state !== 'failed')
        outcomes.push({ id, outcome: 'skipped', code: state === 'processing' ? 'RUNNING' : 'STATE_CHANGED' });
      else {
        this.states.set(id, 'queued');
        this.effects.set(id, (this.effects.get(id) ?? 0) + 1);
        outcomes.push({ id, outcome: 'succeeded' });
      }
    }
    return outcomes;
  }

  async fingerprint({ targets }: { targets: string[] }) {
    return targets.map(id => (this.forgetful ? undefined : this.states.get(id)));
  }

  async listJobs({ states, cursor, limit }: JobQuery): Promise<JobPage> {
    const from = Number(cursor ?? 0);
    const selected = Array.from(this.states)
      .filter(([, state]) => !states || states.includes(state))
      .map(([id, state]) => ({ ...aJob(id.split('.').at(-1)!, { state }), id }));
    const next = from + limit < selected.length ? String(from + limit) : undefined;
    return { items: selected.slice(from, from + limit), nextCursor: next };
  }

  async start(sink: SourceSink) {
    this.sink = sink;
  }

  async stop() {
    this.sink = undefined;
  }

  async collect(section: string, { signal }: { signal: AbortSignal }): Promise<Collected> {
    this.collects.push(section);
    return this.answer[section]?.(signal) ?? { rows: this.rows[section] ?? [] };
  }

  async getJob(id: string) {
    return this.jobs.get(id);
  }

  async getWorker(id: string) {
    return this.workers.get(id);
  }

  async getJobLogs(id: string) {
    return this.jobs.has(id) ? [{ line: 1, text: 'started' }] : undefined;
  }
}
