/**
 * What sources and extensions of the agentos backend plugin are written against.
 *
 * @packageDocumentation
 */
export * from './extensions';
export * from './source';
