export * from './Envelope';
export * from './newTask';
export * from './TaskMessage';
