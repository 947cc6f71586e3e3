export * from './DailyCounts';
export * from './Histogram';
export * from './Rollups';
