export * from './ChangeLog';
export * from './Commit';
export * from './MemoryStateStore';
export * from './ReplicaView';
export * from './StateStore';
export * from './SnapshotEncoder';
export * from './ReplicaRegistry';
