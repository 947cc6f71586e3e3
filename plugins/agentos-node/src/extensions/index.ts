export * from './events';
export * from './extensionPoints';
