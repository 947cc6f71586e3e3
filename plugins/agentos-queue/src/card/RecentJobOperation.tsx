import type { JobRow, OperationKind } from '@agentos-portal/plugin-agentos-common';
import { HeldOperation } from '../job/operate/HeldOperation';
import { useHeldKind } from '../job/operate/useHeldKind';
import { useQueueText } from '../page/useQueueText';

/** The one operation a row offers; the job's own panel has the others. */
const OFFERED: Partial<Record<JobRow['state'], OperationKind[]>> = {
  failed: ['job.retry'],
  lost: ['job.retry'],
  queued: ['job.cancel'],
  scheduled: ['job.cancel'],
  retrying: ['job.cancel'],
  processing: ['job.cancel'],
};

/** A running job is stopped only where it is said in so many words. */
const TERMINATE = { terminate: true };

const NONE: OperationKind[] = [];

/**
 * What is most likely wanted of a job.
 * @internal
 */
export function RecentJobOperation({ job }: { job: JobRow }) {
  const t = useQueueText();
  const { kinds, hold } = useHeldKind(OFFERED[job.state] ?? NONE);
  // One at a time: the one whose dialog is open stands before what makes sense by now.
  const [kind] = kinds;
  if (!kind) return null;
  return (
    <HeldOperation
      kind={kind}
      hold={hold}
      targets={[{ id: job.id, source: job.source }]}
      subject={`job ${job.name} ${job.sourceId}`}
      isCompact
      {...(job.state === 'processing' ? { params: TERMINATE, warning: t('queues.jobs.stops') } : {})}
    />
  );
}
