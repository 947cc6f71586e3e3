/**
 * The Queue tab of AgentOS and its card in the control room.
 *
 * @packageDocumentation
 */
export { agentosQueuePlugin as default } from './plugin';
export { queueTranslationRef } from './translation';
