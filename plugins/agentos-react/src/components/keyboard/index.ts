export * from './KeyboardHelp';
export { ROW_SCOPE } from './operationKeys';
export * from './shortcuts';
export * from './useShortcut';
