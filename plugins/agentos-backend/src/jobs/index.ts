export * from './JobBackfill';
export * from './JobIndex';
export * from './JobIndexWriter';
export * from './JobQuery';
