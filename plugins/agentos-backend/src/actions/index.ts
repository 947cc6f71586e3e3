export * from './ActionRunner';
export * from './ActionRuns';
export * from './alertActions';
