export * from './CentralDataService';
export * from './DataStatistics';
export * from './LiveCentralDataService';
export * from './QueueDataService';
export * from './queryClientApi';
export * from './selectEvents';
export * from './selectRows';
export * from './staleTimes';
