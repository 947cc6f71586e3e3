export * from './batchesOf';
export * from './fitText';
