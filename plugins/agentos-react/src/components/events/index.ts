export * from './EventRail';
