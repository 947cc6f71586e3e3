export * from './compareJobs';
export { type JobListNews } from './JobListFollower';
export * from './JobListService';
export * from './JobListStatistics';
export { type JobPagePlace, type JobPages } from './JobPages';
