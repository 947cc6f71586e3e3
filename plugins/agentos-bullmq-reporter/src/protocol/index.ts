/**
 * What reporter and portal say to each other through Redis.
 *
 * @packageDocumentation
 */
export * from './Command';
export * from './ProcessReport';
export * from './cancelled';
export * from './keys';
