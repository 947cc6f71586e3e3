export * from './Engine';
export * from './Term';
