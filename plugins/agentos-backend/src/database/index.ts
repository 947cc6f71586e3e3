export * from './batchesOf';
export * from './fitText';
export * from './DatabaseHealth';
export * from './databaseTrouble';
export * from './limitWaiting';
