export * from './json';
export * from './RedisConnection';
export * from './redisUrl';
export * from './values';
