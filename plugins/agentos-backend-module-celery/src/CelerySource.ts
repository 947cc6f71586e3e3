import type {
  AgentOsSource,
  Collected,
  JobDetail,
  JobPage,
  JobQuery,
  OperateRequest,
  SourceContext,
  SourceSink,
  TargetOutcome,
  WorkerDetail,
} from '@agentos-portal/plugin-agentos-node';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { BROKER_SECTIONS, CeleryWatch } from './CeleryWatch';
import { capabilitiesOf } from './capabilities';
import type { CeleryConfig } from './config';

/** Where there is no feed nobody listens. */
const NOBODY: SourceSink = {
  report: () => {},
  committed: async () => {},
  alive: () => {},
  missedJobs: () => {},
  failed: () => {},
};

/**
 * Watches a Celery fleet: what happens by its events, depths by reads, and what workers have by asking them now and then.
 * @internal
 */
export class CelerySource implements AgentOsSource {
  readonly type = 'celery';
  readonly sections = [...BROKER_SECTIONS, 'services'];
  readonly id: string;
  private watch: CeleryWatch | undefined;

  constructor(
    private readonly context: SourceContext,
    private readonly config: CeleryConfig,
  ) {
    this.id = context.id;
  }

  capabilities() {
    return capabilitiesOf(this.config);
  }

  async open(): Promise<void> {
    this.watch = new CeleryWatch(this.context, this.config, NOBODY);
    await this.watch.open();
  }

  async start(sink: SourceSink): Promise<void> {
    await this.stop();
    this.watch = new CeleryWatch(this.context, this.config, sink);
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
    return this.started().collect[section]();
  }

  async getJob(id: string): Promise<JobDetail | undefined> {
    return this.started().getJob(id);
  }

  async listJobs(query: JobQuery): Promise<JobPage> {
    return this.started().listJobs(query);
  }

  async getWorker(id: string): Promise<WorkerDetail | undefined> {
    return this.started().getWorker(id);
  }

  async operate(request: OperateRequest, { signal }: { signal: AbortSignal }): Promise<TargetOutcome[]> {
    return this.started().operator.operate(request, signal);
  }

  /** Its reads end by themselves within the limit, as those of a collect. */
  async fingerprint(request: Pick<OperateRequest, 'kind' | 'targets'>): Promise<Array<string | undefined>> {
    return this.started().operator.fingerprint(request);
  }

  private started(): CeleryWatch {
    if (this.watch) return this.watch;
    throw new ServiceUnavailableError(`Source ${this.id} is not started`);
  }
}
