export * from './outcomes';
export * from './params';
