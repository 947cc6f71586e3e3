import type { Capability } from '@agentos-portal/plugin-agentos-common';
import type { Collected } from './observation';
import type { JobDetail, JobLogLine, JobPage, JobQuery } from './jobDetail';
import type { OperateRequest, TargetOutcome } from './operate';
import type { SourceSink } from './SourceSink';
import type { WorkerDetail } from './WorkerDetail';

/**
 * The adapter to a real system. `testUtils` has the suite every implementation passes.
 *
 * A source never throws out of band: whatever goes wrong inside shows as a rejected `collect`, `sink.failed`, or an outcome.
 * The engine stamps `source`, `instance` and `rev`, and computes the fields the model marks as the engine's.
 * @public
 */
export interface AgentOsSource {
  /** Id from the configuration, unique over all instances. */
  readonly id: string;
  /** `sample`, `bullmq`, … */
  readonly type: string;
  /** Sections it can collect; never a derived one. */
  readonly sections: readonly string[];
  /** True when what it shows is sample data: the portal then shows a permanent badge. */
  readonly sample?: boolean;

  /** What it can do, for every operation kind it knows; kinds left out count as incapable. */
  capabilities(): Capability[];

  /**
   * Gets ready for `getJob`, `getJobLogs` and `listJobs` without a live feed: on replicas that do not lead, until `start` or `stop`.
   * Resolves also when the system is away. Absent = the source can be read only where it was started.
   */
  open?(): Promise<void>;

  /**
   * Starts the live feed, on the replica that leads; also after `open`, and again after `stop`. Resolves when the source is under way, also when its system is away: it then reports `failed` and connects by itself later.
   * @throws InputError when the configuration can never work
   */
  start(sink: SourceSink): Promise<void>;

  /** Ends the feed and closes connections, also those of `open`; no call of the sink after it resolves. */
  stop(): Promise<void>;

  /**
   * A complete read of one section, within 4 s: the signal is aborted then and a late answer is thrown away.
   * @throws when the system cannot be read; the message is shown to people
   */
  collect(section: string, options: { signal: AbortSignal }): Promise<Collected>;

  /** Does an operation; answers one outcome for every target, in order. Absent = it can do nothing. */
  operate?(request: OperateRequest, options: { signal: AbortSignal }): Promise<TargetOutcome[]>;

  /**
   * What of each target an operation of this kind would change, as a short text; undefined for a target that is gone. It is kept before the effect.
   * After a crash in between, an equal text says that nothing was done yet and another that it was. Without this method such a target
   * is `UNKNOWN_EFFECT` and is not touched again.
   */
  fingerprint?(
    request: Pick<OperateRequest, 'kind' | 'targets'>,
    options: { signal: AbortSignal },
  ): Promise<Array<string | undefined>>;

  /** @returns undefined when the job is gone */
  getJob?(id: string, options: { signal: AbortSignal }): Promise<JobDetail | undefined>;

  /** @returns undefined when the job is gone */
  getJobLogs?(id: string, options: { signal: AbortSignal }): Promise<JobLogLine[] | undefined>;

  listJobs?(query: JobQuery, options: { signal: AbortSignal }): Promise<JobPage>;

  /** On any replica, and without asking the worker itself. @returns undefined when nothing is known beyond its row */
  getWorker?(id: string, options: { signal: AbortSignal }): Promise<WorkerDetail | undefined>;
}
