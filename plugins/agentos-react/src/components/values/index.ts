export * from './Age';
export * from './format';
export * from './NotMeasured';
export * from './ProgressBar';
export * from './Sparkline';
export * from './Value';
export * from './visuallyHidden';
