/**
 * The Workers tab of AgentOS and its card in the control room.
 *
 * @packageDocumentation
 */
export { agentosWorkersPlugin as default } from './plugin';
