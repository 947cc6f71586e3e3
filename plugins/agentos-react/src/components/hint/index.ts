export * from './Hint';
export * from './RowFocus';
