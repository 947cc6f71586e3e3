import { type Capability, OPERATION_KINDS, type OperationKind } from '@agentos-portal/plugin-agentos-common';

const CAPABLE: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'job.retry',
  'job.editAndRetry',
  'job.cancel',
  'job.promote',
  'job.remove',
  'job.create',
  'queue.pause',
  'queue.resume',
  'queue.clean',
  'queue.empty',
  'queue.limit',
  'schedule.run',
  'schedule.remove',
  'schedule.upsert',
  'worker.ping',
  'worker.drain',
  'worker.scale',
  'worker.shutdown',
]);

/** Why not, by kind or by the part before its dot. */
const REASONS: Readonly<Record<string, string>> = {
  'schedule.pause': 'BullMQ cannot pause a schedule: remove it, or pause its queue',
  worker: 'BullMQ workers know nothing like it',
  agent: 'BullMQ has no agents to configure',
  pipeline: 'BullMQ has no pipelines to control',
};

/**
 * What the source can do.
 * @internal
 */
export const CAPABILITIES: Capability[] = OPERATION_KINDS.map(kind =>
  CAPABLE.has(kind)
    ? { kind, capable: true }
    : { kind, capable: false, reason: REASONS[kind] ?? REASONS[kind.split('.')[0]] },
);
