export { OperationButton, type OperationButtonProps, type OperationTargetRef } from './OperationButton';
export { OperationDialog, type OperationDialogProps } from './OperationDialog';
export { ReasonedButton, type ReasonedButtonProps } from './ReasonedButton';
