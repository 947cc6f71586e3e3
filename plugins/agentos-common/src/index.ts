/**
 * Model, protocol, permissions, annotations and scoring of AgentOS: pure, no I/O, for both sides.
 *
 * @packageDocumentation
 */
export * from './analytics';
export * from './exactJson';
export * from './fingerprint';
export * from './identity';
export * from './model';
export * from './operations';
export * from './permissions';
export * from './presets';
export * from './protocol';
export * from './scoring';
export * from './search';
