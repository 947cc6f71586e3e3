/**
 * The live copy of the SSOT in the browser, the hooks that read it, and the parts the AgentOS pages are made of.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './blueprints';
export * from './components';
export * from './data';
export * from './hooks';
export * from './live';
