/**
 * The Agents tab of AgentOS and its card in the control room.
 *
 * @packageDocumentation
 */
export { agentosAgentsPlugin as default } from './plugin';
