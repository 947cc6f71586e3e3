export * from './JobList';
export * from './recentJobs';
export * from './sameRows';
