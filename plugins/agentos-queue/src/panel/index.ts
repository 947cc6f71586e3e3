export * from './QueuePanel';
