export * from './DetailPanel';
export * from './FieldList';
export * from './PanelActions';
export * from './PanelSection';
export * from './ReasonList';
export * from './RowPanel';
export * from './useSelected';
