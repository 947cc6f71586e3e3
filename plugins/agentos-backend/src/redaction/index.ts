export * from './createRedactor';
export * from './patternProblem';
