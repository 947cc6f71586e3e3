export * from './LiveServer';
export * from './Relay';
export * from './origin';
export type { UserCredentials } from './LiveConnection';
