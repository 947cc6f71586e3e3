import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { useJob, useRow, useSelector } from '@agentos-portal/plugin-agentos-react';
import { useCallback } from 'react';

/**
 * A job as it is known now: its row at once, where the SSOT holds it, and the rest as soon as its source has answered.
 * @internal
 */
export function useJobView(id: string) {
  const row = useRow('jobs', id);
  const { data, error, isPending, refetch } = useJob(id);
  const isKept = data?.unread !== undefined;
  // The row follows every event, the detail is read anew a moment later.
  const job: JobRow | undefined = row ?? data?.job;
  const { queue, source } = job ?? {};
  const queueId = useSelector(
    'queues',
    useCallback(
      rows => rows.find(known => known.name === queue && known.source === source)?.id ?? null,
      [queue, source],
    ),
  );
  return {
    job,
    detail: isKept ? undefined : data,
    error: (isKept ? new Error(data.unread) : error) as (Error & { statusCode?: number }) | null,
    isPending,
    refetch,
    /** There is a row to show, from the list or as the portal has kept it. */
    isListed: row !== undefined || isKept,
    queueId,
  };
}
