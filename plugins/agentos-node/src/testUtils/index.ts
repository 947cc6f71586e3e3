export * from './ManualClock';
export * from './MemorySourceStore';
export * from './RecordingSink';
export * from './RedisServer';
export * from './sourceContract';
export * from './waitFor';
