/**
 * The agents of the fleet as BullMQ workers.
 *
 * @packageDocumentation
 */
export * from './agentWorkers';
export * from './feeder';
export type { QueueOptions } from './fleetQueues';
export * from './processGroups';
export * from './runFleet';
export * from './runProcess';
export * from './settings';
