import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { useJob, useRow, useSelector } from '@agentos-portal/plugin-agentos-react';
import { useCallback } from 'react';

/**
 * A job as it is known now: its row at once, where the SSOT holds it, and the rest as soon as its source has answered.
 * @internal
 */
export function useJobView(id: string) {
  const row = useRow('jobs', id);
  const { data: detail, error, isPending, refetch } = useJob(id);
  // The row follows every event, the detail is read anew a moment later.
  const job: JobRow | undefined = row ?? detail?.job;
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
    detail,
    error: error as (Error & { statusCode?: number }) | null,
    isPending,
    refetch,
    isListed: row !== undefined,
    queueId,
  };
}
