/**
 * The live copy of the SSOT in the browser, the hooks that read it, and the parts the AgentOS pages are made of.
 *
 * @packageDocumentation
 */
export {
  agentosApiRef,
  JOB_SORT_FIELDS,
  type AgentOsApi,
  type AuditEntry,
  type AuditPage,
  type AuditQuery,
  type DataHealth,
  type EventTable,
  type EventTableEntry,
  type HealthTarget,
  type JobAttempt,
  type JobDetail,
  type JobLogLine,
  type JobLogs,
  type JobListQuery,
  type JobPage,
  type JobSort,
  type JobSortField,
  type JobTimelineEntry,
  type OmittedPayload,
  type ReadOptions,
} from './api';
export * from './blueprints';
export * from './components';
export {
  agentosQueryClientApiRef,
  centralDataApiRef,
  JOB_PAGES,
  jobListApiRef,
  queueDataApiRef,
  STALE_TIMES_MS,
  type CentralDataService,
  type DataStatistics,
  type DataStatus,
  type EventsView,
  type JobListNews,
  type JobListService,
  type JobListStatistics,
  type QueueDataService,
  type SectionView,
  type SectionViewStatus,
} from './data';
export {
  expectationsApiRef,
  useExpected,
  useExpectedTargets,
  type Expectations,
  type Expected,
  type ExpectedTargets as TargetsExpected,
  type Refusal,
  type RowExpectation,
} from './expectations';
export * from './hooks';
export * from './operations';
export type { ConnectionState, ConnectionStatus } from './live';
