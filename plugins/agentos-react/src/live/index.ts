export * from './Environment';
export * from './LiveClient';
export * from './LiveConnection';
export * from './LiveSocket';
export * from './LiveStatus';
export * from './LiveSubscription';
export * from './SeenIds';
export * from './backoff';
