export * from './MiniTable';
export * from './Column';
export * from './DataTable';
export { type Sort } from './sortRows';
