export * from './clientMessages';
export * from './codes';
export * from './eventPayloads';
export * from './events';
export * from './replica';
export * from './rooms';
export * from './serverMessages';
