export * from './MiniTable';
export * from './Column';
export * from './DataTable';
export { TableRoot, TableScroller } from './TableRoot';
export { useRowCursor, type RowCursorOptions } from './useRowCursor';
export { type Sort } from './sortRows';
