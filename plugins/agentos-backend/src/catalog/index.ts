export * from './CatalogAgents';
