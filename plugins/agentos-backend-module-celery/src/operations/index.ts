export type { FleetView, KnownTask } from './FleetView';
export { Operator } from './Operator';
export { chainIds, MessageArchive } from './MessageArchive';
export { isFields } from './TaskResults';
