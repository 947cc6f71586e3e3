export * from './Envelope';
export * from './jsonText';
export * from './newTask';
export * from './TaskMessage';
