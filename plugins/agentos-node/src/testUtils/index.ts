export * from './ManualClock';
export * from './MemorySourceStore';
export * from './RecordingSink';
export * from './sourceContract';
export * from './waitFor';
