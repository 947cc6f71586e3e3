export * from './AgentOsApi';
export * from './AgentOsClient';
export { type AnalyticsQuery, type FailureQuery } from './analyticsQueries';
export * from './AuditPage';
export * from './DataHealth';
export * from './EventTable';
export * from './JobDetail';
export * from './JobPage';
