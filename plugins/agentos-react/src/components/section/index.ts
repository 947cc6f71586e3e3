export * from './EmptyState';
export * from './isKnown';
export * from './reasonOf';
export * from './SectionFrame';
export * from './SectionSkeleton';
