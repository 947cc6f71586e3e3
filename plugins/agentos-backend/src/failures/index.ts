export * from './FailureGroups';
export * from './FailureReader';
