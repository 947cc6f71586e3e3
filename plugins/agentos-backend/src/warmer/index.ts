export * from './Aggregator';
export * from './v4Document';
