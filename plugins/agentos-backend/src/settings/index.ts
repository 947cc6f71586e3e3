export * from './readSettings';
export * from './schema';
