export * from './EmptyState';
export * from './isKnown';
export * from './SectionFrame';
export * from './SectionSkeleton';
