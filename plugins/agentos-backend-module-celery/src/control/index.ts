export * from './ControlClient';
export * from './ControlReplies';
