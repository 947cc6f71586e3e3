export * from './agentScore';
export * from './format';
export * from './queueHealth';
export * from './score';
export * from './thresholds';
export * from './workerTier';
