export * from './useHold';
