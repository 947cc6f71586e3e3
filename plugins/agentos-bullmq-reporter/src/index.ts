/**
 * Reports a BullMQ worker process to AgentOS and does what the portal asks of it.
 *
 * @packageDocumentation
 */
export * from './startReporter';
