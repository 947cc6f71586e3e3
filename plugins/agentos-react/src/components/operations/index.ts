export { OperationButton, type OperationButtonProps, type OperationTargetRef } from './OperationButton';
export { OperationDialog, type OperationDialogProps } from './OperationDialog';
