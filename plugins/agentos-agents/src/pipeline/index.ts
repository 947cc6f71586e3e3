export * from './groupAgents';
export * from './PipelineFlow';
