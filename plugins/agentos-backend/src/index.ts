/**
 * The agentos backend plugin: SSOT engine, cache warmer, event dispatcher and WebSocket relay.
 *
 * @packageDocumentation
 */
export { agentosPlugin as default } from './plugin';
