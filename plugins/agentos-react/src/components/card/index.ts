export * from './Figure';
export * from './MetricCard';
export * from './FigureRow';
