import type { AgentOsSource, Collected, JobDetail, ObservedRow, SourceSink } from '@agentos-portal/plugin-agentos-node';

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

  constructor(
    readonly id = 'scripted',
    readonly sections: readonly string[] = ['queues', 'workers', 'jobs', 'services', 'logs'],
    readonly sample = false,
  ) {}

  capabilities() {
    return [{ kind: 'job.retry' as const, capable: false as const, reason: 'this source watches only' }];
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

  async getJobLogs(id: string) {
    return this.jobs.has(id) ? [{ line: 1, text: 'started' }] : undefined;
  }
}
