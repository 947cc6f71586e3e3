export * from './annotations';
export * from './id';
export * from './rev';
