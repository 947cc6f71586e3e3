export * from './agentosPage';
