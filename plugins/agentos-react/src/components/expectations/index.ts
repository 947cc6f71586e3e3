export * from './Beside';
export * from './ExpectedTargets';
export * from './Flag';
export * from './JobState';
export * from './NotDone';
