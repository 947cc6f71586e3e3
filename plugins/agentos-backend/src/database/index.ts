export * from './batchesOf';
export * from './Breath';
export * from './fitText';
export * from './DatabaseHealth';
export * from './databaseTrouble';
export * from './limitWaiting';
