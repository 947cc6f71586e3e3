import type { JobRow, QueueRow } from '@agentos-portal/plugin-agentos-common';
import { JobList, usePrefetchJob } from '@agentos-portal/plugin-agentos-react';
import { useCallback } from 'react';
import { useQueueText } from '../page/useQueueText';

/** @internal */
export interface QueueJobsProps {
  queue: Pick<QueueRow, 'name' | 'source'>;
  onOpen: (id: string) => void;
}

/**
 * The jobs of a queue that changed last. A queue is known by its name within its source.
 * @internal
 */
export function QueueJobs({ queue: { name, source }, onOpen }: QueueJobsProps) {
  const t = useQueueText();
  const prefetch = usePrefetchJob();
  return (
    <div {...prefetch}>
      <JobList
        filter={useCallback((job: JobRow) => job.queue === name && job.source === source, [name, source])}
        onOpen={onOpen}
        empty={t('queues.entity.none')}
      />
    </div>
  );
}
