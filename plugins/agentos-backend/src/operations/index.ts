export * from './DatabaseOperationStore';
export * from './OperationRunner';
export * from './OperationService';
export * from './OperationStore';
export * from './TargetResolver';
export * from './permissionRules';
