export * from './Ticker';
export * from './useNow';
