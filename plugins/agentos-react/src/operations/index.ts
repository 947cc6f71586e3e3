export * from './OperationsApi';
export { refusalOf } from './refusalOf';
export * from './useCapabilityReason';
export * from './useOperation';
