export * from './FilterBox';
export * from './matches';
