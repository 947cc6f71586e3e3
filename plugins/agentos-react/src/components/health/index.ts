export * from './HealthSentence';
export * from './Prose';
