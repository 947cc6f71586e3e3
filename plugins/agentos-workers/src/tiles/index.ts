export * from './currentJobs';
export * from './groupWorkers';
export * from './Load';
export * from './WorkerScore';
export * from './WorkerTiles';
