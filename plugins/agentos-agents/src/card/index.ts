export * from './AgentsCard';
