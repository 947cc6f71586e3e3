export * from './LivePill';
export * from './SampleBadge';
