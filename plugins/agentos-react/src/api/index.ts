export * from './AgentOsApi';
export * from './AgentOsClient';
export * from './DataHealth';
export * from './EventTable';
export * from './JobDetail';
