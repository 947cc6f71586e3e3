export * from './Analytics';
export * from './FailureGroup';
export * from './JobCounts';
