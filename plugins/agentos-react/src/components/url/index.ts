export * from './useUrlParam';
export * from './useUrlState';
