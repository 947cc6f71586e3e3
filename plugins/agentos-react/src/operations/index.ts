export * from './OperationsApi';
export { refusalOf, saidBy } from './refusalOf';
export * from './useCapabilityReason';
export * from './useOperation';
export * from './DockedOperations';
export * from './useBulkOperation';
