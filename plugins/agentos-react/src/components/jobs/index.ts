export * from './JobList';
export * from './sameRows';
