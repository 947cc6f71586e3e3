export * from './AgentPanel';
export * from './PipelinePanel';
