export * from './ObjectivesCard';
