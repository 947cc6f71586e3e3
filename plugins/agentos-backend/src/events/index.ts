export * from './EventDispatcher';
export * from './buildEventTable';
export * from './redact';
