import type {
  AgentOsSource,
  Collected,
  JobDetail,
  JobLogLine,
  JobPage,
  JobQuery,
  OperateRequest,
  SourceContext,
  SourceSink,
  TargetOutcome,
} from '@agentos-portal/plugin-agentos-node';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { BullmqWatch, REDIS_SECTIONS } from './BullmqWatch';
import { CAPABILITIES } from './capabilities';
import type { BullmqConfig } from './config';

/** Where there is no feed nobody listens. */
const NOBODY: SourceSink = {
  report: () => {},
  committed: async () => {},
  alive: () => {},
  missedJobs: () => {},
  failed: () => {},
};

/**
 * Watches BullMQ queues: what happens by their event streams, everything else by reads. It writes only
 * what somebody asks it to do.
 * @internal
 */
export class BullmqSource implements AgentOsSource {
  readonly type = 'bullmq';
  readonly sections = [...REDIS_SECTIONS, 'services'];
  readonly id: string;
  private watch: BullmqWatch | undefined;

  constructor(
    private readonly context: SourceContext,
    private readonly config: BullmqConfig,
  ) {
    this.id = context.id;
  }

  capabilities() {
    return CAPABILITIES;
  }

  async open(): Promise<void> {
    this.watch = new BullmqWatch(this.context, this.config, NOBODY);
    await this.watch.open();
  }

  async start(sink: SourceSink): Promise<void> {
    await this.stop();
    this.watch = new BullmqWatch(this.context, this.config, sink);
    await this.watch.start();
  }

  async stop(): Promise<void> {
    const { watch } = this;
    this.watch = undefined;
    await watch?.stop();
  }

  /** Its reads end by themselves within the limit, so the signal has nothing to abort. */
  async collect(section: string): Promise<Collected> {
    if (!this.sections.includes(section)) {
      throw new NotFoundError(`Source ${this.id} has no section '${section}'`);
    }
    return { rows: await this.started().collect[section]() };
  }

  async getJob(id: string): Promise<JobDetail | undefined> {
    return this.started().getJob(id);
  }

  async getJobLogs(id: string): Promise<JobLogLine[] | undefined> {
    return this.started().getJobLogs(id);
  }

  async listJobs(query: JobQuery): Promise<JobPage> {
    return this.started().listJobs(query);
  }

  async operate(request: OperateRequest, { signal }: { signal: AbortSignal }): Promise<TargetOutcome[]> {
    return this.started().operator.operate(request, signal);
  }

  /** Its reads end by themselves within the limit, as those of a collect. */
  async fingerprint(request: Pick<OperateRequest, 'kind' | 'targets'>): Promise<Array<string | undefined>> {
    return this.started().operator.fingerprint(request);
  }

  private started(): BullmqWatch {
    if (this.watch) return this.watch;
    throw new ServiceUnavailableError(`Source ${this.id} is not started`);
  }
}
