export * from './QueueCard';
export * from './RecentJobsCard';
