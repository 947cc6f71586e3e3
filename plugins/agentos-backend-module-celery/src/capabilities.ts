import { type Capability, OPERATION_KINDS, type OperationKind } from '@agentos-portal/plugin-agentos-common';

const CAPABLE: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'job.retry',
  'job.editAndRetry',
  'job.cancel',
  'job.remove',
  'job.create',
  'queue.pause',
  'queue.resume',
  'queue.empty',
  'worker.ping',
  'worker.scale',
  'worker.autoscale',
  'worker.limit',
  'worker.addConsumer',
  'worker.cancelConsumer',
  'worker.drain',
  'worker.restartPool',
  'worker.shutdown',
]);

/** Why not, by kind or by the part before its dot. */
const REASONS: Readonly<Record<string, string>> = {
  'job.promote': 'a Celery task that waits for its time is held by its worker: cancel it and create it anew',
  'queue.clean':
    'Celery keeps no ended tasks in a queue: their results expire by themselves (result_expires)',
  'queue.limit': 'Celery limits tasks by name in their workers: limit a worker instead',
  schedule: 'the schedules of Celery beat are not on the broker',
  agent: 'Celery has no agents to configure',
  pipeline: 'Celery has no pipelines to control',
};

/** With `readOnly` in its configuration nothing is sent. */
const READ_ONLY = 'this source is read-only (readOnly in its configuration)';

/**
 * What the source can do.
 * @internal
 */
export const capabilitiesOf = ({ readOnly }: { readOnly: boolean }): Capability[] =>
  OPERATION_KINDS.map(kind => {
    const reason = CAPABLE.has(kind) ? undefined : (REASONS[kind] ?? REASONS[kind.split('.')[0]]);
    if (reason !== undefined) return { kind, capable: false, reason };
    return readOnly ? { kind, capable: false, reason: READ_ONLY } : { kind, capable: true };
  });
