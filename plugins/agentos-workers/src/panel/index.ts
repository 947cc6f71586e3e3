export * from './WorkerPanel';
