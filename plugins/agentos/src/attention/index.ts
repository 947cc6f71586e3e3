export * from './NeedsAttention';
export * from './useEventLink';
