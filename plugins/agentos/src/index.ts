/**
 * The AgentOS page and its control room.
 *
 * @packageDocumentation
 */
export { agentosPlugin as default } from './plugin';
