export * from './CapacityBars';
export * from './queueCapacity';
