/**
 * Everything a person can do to a fleet, by kind.
 * @public
 */
export const OPERATION_KINDS = [
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
  'schedule.pause',
  'schedule.upsert',
  'schedule.remove',
  'worker.ping',
  'worker.scale',
  'worker.autoscale',
  'worker.limit',
  'worker.addConsumer',
  'worker.cancelConsumer',
  'worker.drain',
  'worker.restartPool',
  'worker.shutdown',
  'agent.configure',
  'agent.rollback',
  'agent.enable',
  'agent.disable',
  'pipeline.start',
  'pipeline.stop',
] as const;

/** @public */
export type OperationKind = (typeof OPERATION_KINDS)[number];

/**
 * One operation a source declares it can do, or cannot, with the reason.
 * @public
 */
export type Capability =
  | { kind: OperationKind; capable: true }
  | { kind: OperationKind; capable: false; reason: string };
