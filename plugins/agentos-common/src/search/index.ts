export * from './describeQualifiers';
export * from './formatJobQuery';
export * from './JobCondition';
export { JobQueryError } from './JobQueryError';
export * from './limits';
export * from './matchesJobQuery';
export * from './parseJobQuery';
export { QUALIFIERS, type Qualifier, type QualifierOf, type QualifierType } from './qualifiers';
export { resolveInstant } from './timeValues';
