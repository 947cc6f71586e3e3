export * from './StatusBadge';
export * from './statusTable';
export * from './tones';
