import { JobList } from '@agentos-portal/plugin-agentos-react';
import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { queueRouteRef } from '../routes';

/**
 * The jobs a worker runs, and those it ran last.
 * @internal
 */
export function WorkerJobs({ id }: { id: string }) {
  const queuePage = useRouteRef(queueRouteRef)?.();
  return (
    <JobList
      filter={useCallback((job: JobRow) => job.worker === id, [id])}
      linkOf={job => queuePage && `${queuePage}?job=${job.id}`}
      empty="No job of this worker changed lately."
    />
  );
}
