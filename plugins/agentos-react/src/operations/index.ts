export * from './OperationsApi';
export * from './useCapabilityReason';
export * from './useOperation';
