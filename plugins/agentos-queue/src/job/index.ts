export * from './JobPanel';
export * from './JobPage';
