export * from './DecisionCache';
export * from './SectionAccess';
export * from './WriteGuard';
