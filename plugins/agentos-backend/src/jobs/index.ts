export * from './JobBackfill';
export * from './JobCatchUp';
export * from './JobIndex';
export * from './JobIndexWriter';
export * from './JobQuery';
export * from './readSearch';
