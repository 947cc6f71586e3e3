export * from './WorkersPage';
