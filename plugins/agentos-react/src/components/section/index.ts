export * from './EmptyState';
export * from './SectionFrame';
