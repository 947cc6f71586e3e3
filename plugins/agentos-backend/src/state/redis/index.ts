export * from './RedisStateStore';
