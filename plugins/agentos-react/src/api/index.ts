export * from './AgentOsApi';
export * from './DataHealth';
export * from './EventTable';
export * from './JobDetail';
