/**
 * Eleven agents in three pipelines that do small text work on the documents of
 * this package.
 *
 * @packageDocumentation
 */
export * from './agents/agent';
export * from './agents/fleet';
export * from './documents/documents';
export * from './documents/readDocument';
export * from './runs/runPlanner';
export * from './runtime/errors';
export * from './runtime/pause';
export * from './runtime/random';
export * from './runtime/retryDelay';
