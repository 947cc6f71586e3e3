export * from './EnvironmentBadge';
export * from './InstancePicker';
