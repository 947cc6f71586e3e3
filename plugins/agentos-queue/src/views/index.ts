export * from './QueueRoutes';
