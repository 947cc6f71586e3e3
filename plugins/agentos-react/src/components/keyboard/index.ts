export * from './KeyboardHelp';
export * from './shortcuts';
export * from './useShortcut';
