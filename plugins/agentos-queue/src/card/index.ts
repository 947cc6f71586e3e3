export * from './QueueCard';
