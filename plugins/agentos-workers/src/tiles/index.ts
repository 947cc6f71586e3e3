export * from './currentJobs';
export * from './Draining';
export * from './groupWorkers';
export * from './Load';
export * from './Tier';
export * from './WorkerScore';
export * from './WorkerTiles';
