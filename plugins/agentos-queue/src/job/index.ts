export * from './JobPanel';
