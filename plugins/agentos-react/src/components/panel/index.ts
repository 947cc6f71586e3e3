export * from './DetailPanel';
export * from './FieldList';
export * from './PanelSection';
export * from './ReasonList';
export * from './RowPanel';
export * from './useSelected';
