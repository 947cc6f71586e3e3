export * from './HealthSentence';
