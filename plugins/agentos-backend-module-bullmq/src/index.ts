/**
 * The AgentOS source `bullmq`: watches BullMQ queues in Redis.
 *
 * @packageDocumentation
 */
export { agentosModuleBullmq as default } from './module';
export { bullmqSourceFactory } from './bullmqSourceFactory';
