export * from './DatabaseOperationStore';
export * from './JobSelector';
export * from './OperationRunner';
export * from './OperationService';
export * from './OperationStore';
export * from './permissionRules';
export * from './TargetResolver';
