export * from './agent';
export * from './fieldTables';
export * from './job';
export * from './operating';
export * from './queue';
export * from './sections';
export * from './states';
export * from './worker';
