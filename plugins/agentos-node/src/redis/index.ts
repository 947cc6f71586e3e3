export * from './isEnding';
export * from './json';
export * from './RedisConnection';
export * from './RedisSubscription';
export * from './redisUrl';
export * from './values';
