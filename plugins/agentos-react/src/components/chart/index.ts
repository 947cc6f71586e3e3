export * from './TimeBars';
