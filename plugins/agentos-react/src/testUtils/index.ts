export * from './anEvent';
export * from './FakeConnection';
export * from './FakeLiveServer';
export * from './FakeSsot';
export * from './renderWithAgentOs';
export * from './rows';
export * from './TestData';
export * from './TestEnvironment';
