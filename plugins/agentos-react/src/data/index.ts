export * from './CentralDataService';
export * from './DataStatistics';
export * from './queryClientApi';
export * from './selectRows';
export * from './selectEvents';
export * from './QueueDataService';
export * from './staleTimes';
