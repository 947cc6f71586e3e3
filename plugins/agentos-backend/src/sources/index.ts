export * from './DatabaseSourceStore';
export * from './EngineSource';
export * from './IngestLog';
export * from './SourceRegistry';
