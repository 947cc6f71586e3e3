export type { FleetView, KnownTask } from './FleetView';
export { MessageArchive } from './MessageArchive';
export { Operator } from './Operator';
