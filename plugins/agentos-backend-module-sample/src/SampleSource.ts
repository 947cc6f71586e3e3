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
import { CAPABILITIES } from './capabilities';
import type { SampleConfig } from './config';
import { nextIdentity } from './identity';
import { fingerprintOf } from './operations/fingerprint';
import { operate } from './operations/operate';
import { SAMPLE_SECTIONS, SampleFleet } from './SampleFleet';

const isSection = (name: string): name is (typeof SAMPLE_SECTIONS)[number] =>
  (SAMPLE_SECTIONS as readonly string[]).includes(name);

/**
 * Runs the agents of the example fleet inside the portal, and shows what they do.
 * @internal
 */
export class SampleSource implements AgentOsSource {
  readonly type = 'sample';
  readonly sample = true;
  readonly sections = SAMPLE_SECTIONS;
  readonly id: string;
  private fleet: SampleFleet | undefined;

  constructor(
    private readonly context: SourceContext,
    private readonly config: SampleConfig,
  ) {
    this.id = context.id;
  }

  capabilities() {
    return CAPABILITIES;
  }

  async start(sink: SourceSink): Promise<void> {
    const { clock, logger, store } = this.context;
    this.fleet = new SampleFleet({
      config: this.config,
      identity: await nextIdentity(this.id, store),
      clock,
      sink,
      onError: error => logger.error('The sample engine went wrong', error),
    });
    this.fleet.start();
  }

  async stop(): Promise<void> {
    const { fleet } = this;
    this.fleet = undefined;
    await fleet?.stop();
  }

  async collect(section: string): Promise<Collected> {
    if (!isSection(section)) {
      throw new NotFoundError(`Source ${this.id} has no section '${section}'`);
    }
    return { rows: this.started().collect[section]() };
  }

  async operate(request: OperateRequest): Promise<TargetOutcome[]> {
    return operate(this.started().engine, request);
  }

  async fingerprint({ kind, targets }: Pick<OperateRequest, 'kind' | 'targets'>) {
    const { engine } = this.started();
    return targets.map(id => fingerprintOf(engine, kind, id));
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

  /** Resolves when every running job waits for the clock: then a test that owns the clock moves it on. */
  async settled(): Promise<void> {
    await this.fleet?.engine.settled();
  }

  private started(): SampleFleet {
    if (this.fleet) return this.fleet;
    throw new ServiceUnavailableError(`Source ${this.id} is not started`);
  }
}
