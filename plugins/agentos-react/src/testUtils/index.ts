export * from './anEvent';
export * from './rows';
