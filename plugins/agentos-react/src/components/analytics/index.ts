export { type CombineMinutes } from './minuteSeries';
export * from './useMinuteSeries';
