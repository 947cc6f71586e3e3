export * from './Engine';
