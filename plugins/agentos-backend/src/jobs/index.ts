export * from './JobIndex';
export * from './JobIndexWriter';
export * from './JobQuery';
