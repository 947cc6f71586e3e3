export * from './ExactNumber';
export * from './formatExactJson';
export * from './JsonTextError';
export * from './parseExactJson';
