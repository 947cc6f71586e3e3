export * from './AgentOsSource';
export * from './Clock';
export * from './SourceFactory';
export * from './SourceSink';
export * from './SourceStore';
export * from './jobDetail';
export * from './observation';
export * from './operate';
