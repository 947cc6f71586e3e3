export * from './EventDispatcher';
export * from './buildEventTable';
