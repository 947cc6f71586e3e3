export * from './WorkersCard';
